# METADATA
# title: Dates and times have a format
# description: >-
#   "01/02/03" is three different days. With format date or date-time (RFC 3339) a date is written in one way, and
#   generated clients get a date rather than text.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#238
#   - https://opensource.zalando.com/restful-api-guidelines/#235
#   - https://www.rfc-editor.org/rfc/rfc3339
# custom:
#   severity: warning
#   message: '{property} is named as a {what}, but is {instead}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [naming, schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["238", "235", "169", "174"]
#     ibm: [ibm-use-date-based-format]
package bdma.rest.date_time_format

deny contains {"at": property.at, "property": property.label, "what": kind.what, "instead": "a string without a format", "fix": fix} if {
	some property in input.properties
	kind := kinds[property.last_word]
	property.type == "string"
	not property.is_restricted
	fix := sprintf("add format: %s", [kind.format])
}

# A number with one of these names leaves open whether it counts seconds or milliseconds.
deny contains {"at": property.at, "property": property.label, "what": "point in time", "instead": "a number", "fix": "make it a string with format: date-time"} if {
	some property in input.properties
	property.snake in {"created_at", "modified_at", "updated_at", "deleted_at"}
	property.type in {"integer", "number"}
}

kinds := {
	"at": {"what": "point in time", "format": "date-time"},
	"date": {"what": "date", "format": "date"},
	"datetime": {"what": "point in time", "format": "date-time"},
	"timestamp": {"what": "point in time", "format": "date-time"},
}
