# METADATA
# title: The document is valid OpenAPI
# description: >-
#   Gateways, generators and documentation tools each do something else with a document that breaks the
#   specification: one refuses it, the next drops the part silently. What is wrong here is wrong for all of your
#   readers.
# related_resources:
#   - https://spec.openapis.org/oas/v3.2.0.html
#   - https://spec.openapis.org/oas/v3.1.1.html
#   - https://spec.openapis.org/oas/v3.0.4.html
#   - https://spec.openapis.org/oas/v2.0.html
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [oas3-schema, oas2-schema, oas2-anyOf, oas2-oneOf, oas3-examples-value-or-externalValue, openapi-tags-uniqueness, oas2-operation-formData-consume-check, operation-parameters, path-params, array-items, oas2-host-trailing-slash, oas3-server-variables], vacuum: [oas3-schema, oas2-schema, oas2-anyOf, oas2-oneOf, oas3-example-external-check, info-license-spdx, oas2-operation-formData-consume-check], redocly: [struct, spec-components-invalid-map-name, no-example-value-and-externalValue, spec-discriminator-defaultMapping, spec-example-values, spec-no-invalid-encoding-combinations, spec-querystring-parameters, no-duplicated-tag-names, spec-no-invalid-tag-parents], ibm: [ibm-parameter-schema-or-content, ibm-securityscheme-attributes], zalando: ["101", "M009"], kics: [unknown_property, components_object_fixed_field_key_improperly_named, multi_body_parameters_same_operation, operation_object_parameters_with_body_and_formatdata, body_parameter_with_wrong_property, body_parameter_without_schema, non_body_parameter_with_schema, multi_collectionformat_not_valid_in_parameter, parameter_object_schema_content, parameter_object_without_schema, parameter_object_content_with_multiple_entries, parameter_object_undefined_type, header_object_without_schema, operation_example_mismatch_produces_mediatype, link_object_with_both_operation_id_and_operation_ref, responses_object_is_empty, responses_wrong_http_status_code, host_with_invalid_pattern, basepath_with_wrong_format, invalid_media_type_value, file_parameter_with_wrong_consumes_property, parameter_file_type_not_in_formdata, encoding_map_key_mismatch_schema_defined_properties]}
package bdma.rest.document_valid

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint, "edits": edits} if {
	some violation in input.violations
	violation.kind in {"unknown-field", "missing-field", "wrong-type", "wrong-value", "wrong-version", "conflict", "duplicate-tag", "tag-parent", "form-data", "encoding"}
	edits := array.concat(
		[{"at": violation.at, "value": violation.text} | violation.text],
		[{"at": violation.at, "replace": violation.bare} | violation.bare],
	)
}
