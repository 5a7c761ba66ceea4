# METADATA
# title: Enums are strings
# description: >-
#   A number or a boolean in an enum says nothing of what it means, and cannot be given a name in generated code. A
#   string can be read in logs and tells itself apart from counts.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#125
# custom:
#   severity: info
#   message: 'the enum of {schema} has values of the type {type}, whose meaning nobody can read'
#   fix: 'use strings that say what each value means'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["125"]
package bdma.rest.enum_string

deny contains {"at": enum.at, "schema": enum.schema, "type": enum.type} if {
	some enum in input.enums
	enum.type != "string"
	enum["values"] > 1
}
