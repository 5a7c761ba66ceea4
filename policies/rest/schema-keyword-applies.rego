# METADATA
# title: Keywords of schemas belong to their type
# description: >-
#   JSON Schema applies a keyword to values of its own type only: maxLength on an integer, or properties on a string,
#   is valid and does nothing. What the author wanted to limit is not limited.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-assertions
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: warning
#   message: '{keywords} can have no effect in {schema}: the type is {type}, not {for}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [schemas]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [oas-schema-check, json-schema-type-constraint-compatible]
#     redocly: [no-schema-type-mismatch]
#     speakeasy: [oas-schema-check]
#     ibm: [ibm-property-attributes, ibm-string-attributes, ibm-array-attributes, ibm-integer-attributes]
#     kics: [non_array_schema_with_items, type_has_invalid_keyword]
package bdma.rest.schema_keyword_applies

deny contains {
	"at": idle.at, "keywords": idle.keywords, "schema": idle.schema, "for": idle["for"], "type": idle.type,
	"fix": "remove what does not apply, or correct the type",
} if {
	some idle in input.idle_keywords
	not idle.instead
}

deny contains {
	"at": idle.at, "keywords": idle.keywords, "schema": idle.schema, "for": idle["for"], "type": idle.type,
	"fix": fix, "edits": [{"at": idle.at, "key": idle.instead}],
} if {
	some idle in input.idle_keywords
	idle.instead
	fix := sprintf("write \"%s\"", [idle.instead])
}
