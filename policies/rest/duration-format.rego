# METADATA
# title: Durations have a format
# description: >-
#   A duration of 90 may be seconds, minutes or days. ISO 8601 says the unit with the value: PT90M.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#127
#   - https://www.rfc-editor.org/rfc/rfc3339#appendix-A
# custom:
#   severity: info
#   message: '{property} is named as a duration, but has no format that says the unit'
#   fix: 'make it a string with format: duration (PT90M), or name the unit in the name: {name}_seconds'
#   standard: rest/documentation
#   tags: [naming, schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["127"]
package bdma.rest.duration_format

deny contains {"at": property.at, "property": property.label, "name": property.snake} if {
	some property in input.properties
	property.last_word in {"duration", "interval"}
	property.type in {"integer", "number", "string"}
	not is_stated(property)
}

# The format of a number says its size, and nothing of its unit.
is_stated(property) if {
	property.is_restricted
	property.type == "string"
}

is_stated(property) if property.has_enum
