# METADATA
# title: Booleans are not nullable
# description: >-
#   A boolean that may be null has three values, of which one has no name: does null mean no, or not yet known? An
#   enum says it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#122
# custom:
#   severity: warning
#   message: '{property} is a boolean that may be null, a third value without a name'
#   fix: 'write an enum of strings, such as [yes, no, unknown]'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["122"]
package bdma.rest.boolean_not_nullable

deny contains {"at": property.at, "property": property.label} if {
	some property in input.properties
	property.is_nullable
	property.type == "boolean"
}
