# METADATA
# title: Arrays do not hold arrays
# description: >-
#   The elements of an inner array have no names: which is latitude, and which longitude? An object says it, and can
#   get a further property without breaking clients.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#110
# custom:
#   severity: info
#   message: '{schema} is an array of arrays, whose inner elements have no names'
#   fix: 'make the inner array an object, or a property of one'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-no-array-of-arrays]
package bdma.rest.no_array_of_arrays

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	"array" in schema.types
	schema.items_type == "array"
}
