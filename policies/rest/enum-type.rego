# METADATA
# title: The members of an enum are of the schema's type
# description: >-
#   A member of another type than the schema's can never be sent: a value must be in the enum and of the type. YAML makes
#   such members unasked, when a code like 007 or on stands there without quotes.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-enum
#   - https://swagger.io/docs/specification/v3_0/data-models/enums/
# custom:
#   severity: warning
#   message: '{subject} can never be used: {problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [typed-enum]
#     vacuum: [typed-enum, json-schema-enum-values-compatible]
#     redocly: [no-enum-type-mismatch]
#     speakeasy: [semantic-typed-enum]
#     kics: [schema_enum_invalid]
package bdma.rest.enum_type

deny contains {"at": example.at, "subject": example.subject, "problem": example.problem, "hint": example.hint} if {
	some example in input.example_violations
	example.kind == "enum"
}
