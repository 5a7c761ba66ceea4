# METADATA
# title: An enum has values
# description: >-
#   Nothing is among no values: a schema with an empty enum accepts no value at all, so that every request or response
#   with it is invalid.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-enum
# custom:
#   severity: error
#   message: 'the enum of {schema} is empty, so no value is valid'
#   fix: 'list the values, or remove "enum"'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.enum_not_empty

deny contains {"at": enum.at, "schema": enum.schema} if {
	some enum in input.enums
	enum["values"] == 0
}
