# METADATA
# title: Arrays say what they hold
# description: >-
#   An array without items may hold anything: nothing is validated, and generated clients get a list of untyped
#   values. In OpenAPI 2.0 and 3.0 items is required, and rest/document-valid says so.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-items
# custom:
#   severity: warning
#   message: '{schema} is an array that does not say what it holds, so clients get a list of untyped values'
#   fix: 'add "items" with the schema of an element'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [array-items]
#     ibm: [ibm-array-attributes]
#     kics: [items_undefined, empty_array]
package bdma.rest.array_items

deny contains {"at": schema.at, "schema": schema.label} if {
	not input.document.version in {"2.0", "3.0"}
	some schema in input.schemas
	"array" in schema.types
	not schema.has_items
	not schema.is_composed
	schema.within != "all_of"
}
