# METADATA
# title: Common properties have their usual types
# description: >-
#   Every client expects "created_at" to be a point in time. A common name with another type is a trap. Ids are a
#   matter of rest/no-numeric-id.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#174
# custom:
#   severity: info
#   message: '{property} is of type {type}, but a property with this name is expected to be {expected}'
#   fix: 'make it {expected}, or give it another name'
#   standard: rest/documentation
#   tags: [schemas, naming]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["174"]
package bdma.rest.common_field_types

deny contains {"at": property.at, "property": property.label, "type": property.type, "expected": expected} if {
	some property in input.properties
	expected := common[property.snake]
	property.type
	property.type != "string"
}

common := {
	"etag": "a string",
	"created_at": "a string with format: date-time",
	"modified_at": "a string with format: date-time",
	"updated_at": "a string with format: date-time",
	"deleted_at": "a string with format: date-time",
}
