# METADATA
# title: Every reference leads to what is expected
# description: >-
#   What a broken reference stands for is missing from the documentation, and most generators stop at it. bdma
#   cannot judge it either: rules that need it say nothing. A response in the place of a schema is as good as missing: its
#   fields are dropped without a word.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#reference-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, references]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [invalid-ref], vacuum: [resolving-references, circular-references], redocly: [no-unresolved-refs, spec-strict-refs], ibm: [ibm-ref-pattern], kics: [json_reference_does_not_exists_parameter, json_reference_does_not_exists_response, json_reference_does_not_exists_schema, json_reference_does_not_exists_callback, json_reference_does_not_exists_example, json_reference_does_not_exists_header, json_reference_does_not_exists_link, json_reference_does_not_exists_request_body, schema_object_with_circular_ref, example_json_reference_outside_components_examples, parameter_object_incorrect_ref, response_object_incorrect_ref, schema_object_incorrect_ref, callback_object_incorrect_ref, header_object_with_incorrect_ref, link_object_incorrect_ref, request_body_incorrect_ref]}
package bdma.rest.reference_resolves

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind in {"broken-reference", "reference-kind"}
}
