# METADATA
# title: Examples fit their schema
# description: >-
#   An example is the first request that a reader sends and the answer that a mock server gives. One that its own schema
#   refuses teaches the wrong thing: either the example or the schema is a mistake.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#example-object
#   - https://spec.openapis.org/oas/v3.0.4.html#media-type-object
# custom:
#   severity: warning
#   message: '{subject} not fit the schema: {problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [documentation, examples]
#   since: "0.1"
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       together:
#         type: integer
#         minimum: 2
#         default: 10
#         description: From how many examples on that make the same mistake in the same way they are told as one finding.
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-valid-schema-example, oas3-valid-media-example, oas2-valid-schema-example, oas2-valid-media-example]
#     vacuum: [oas3-valid-schema-example, json-schema-examples-valid]
#     redocly: [no-invalid-schema-examples, no-invalid-media-type-examples, no-invalid-parameter-examples]
#     ibm: [ibm-valid-schema-example]
#     kics: [example_not_compliant_with_schema_type]
package bdma.rest.example_valid

deny contains {"at": example.at, "subject": subject, "problem": example.problem, "hint": example.hint} if {
	some example in input.example_violations
	example.kind in {"example", "media_type_example", "parameter_example"}
	not example.is_counterexample
	example.alike < data.settings.together
	subject := concat(" ", [example.subject, "does"])
}

# One finding, not one per example: this is how the document is written.
deny contains {"at": input.document.at, "subject": "many examples do", "problem": habit.problem, "hint": habit.hint, "related": habit.places_at} if {
	some habit in input.example_habits
	habit.places >= data.settings.together
}
