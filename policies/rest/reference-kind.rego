# METADATA
# title: A reference leads to the kind of object that is expected
# description: >-
#   A schema in the place of a response, or a response in the place of a schema, is read as something that it is
#   not: its fields are dropped without a word, or the generator stops.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, references]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     redocly: [spec-strict-refs]
#     ibm: [ibm-ref-pattern]
#     kics: [example_json_reference_outside_components_examples, parameter_object_incorrect_ref, response_object_incorrect_ref, schema_object_incorrect_ref, callback_object_incorrect_ref, header_object_with_incorrect_ref, link_object_incorrect_ref, request_body_incorrect_ref]
package bdma.rest.reference_kind

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "reference-kind"
}
