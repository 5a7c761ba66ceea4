# METADATA
# title: Defaults fit their schema
# description: >-
#   The default is what the server assumes when a client leaves the value out. A default that the schema itself refuses
#   breaks generated clients and servers, which write it into their code.
# related_resources:
#   - https://spec.openapis.org/oas/v3.0.4.html#schema-object
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-default
# custom:
#   severity: warning
#   message: '{subject} does not fit its schema: {problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-valid-schema-example, oas2-valid-schema-example]
#     kics: [default_invalid]
package bdma.rest.default_valid

deny contains {"at": example.at, "subject": example.subject, "problem": example.problem, "hint": example.hint} if {
	some example in input.example_violations
	example.kind == "default"
}
