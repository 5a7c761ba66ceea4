# METADATA
# title: Arrays are not nullable
# description: >-
#   An empty array says already that there is nothing. Null beside it makes every client test for both before it
#   loops.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#124
# custom:
#   severity: warning
#   message: '{property} is an array that may be null, though an empty array says the same'
#   fix: 'send an empty array instead of null'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["124"]
package bdma.rest.array_not_nullable

deny contains {"at": property.at, "property": property.label} if {
	some property in input.properties
	property.is_nullable
	property.type == "array"
}
