# METADATA
# title: Form data is sent as a form
# description: >-
#   In Swagger 2.0 the fields of a form, and files above all, can only be sent by an operation that consumes a form.
#   Clients generated from anything else send a body that the server does not expect.
# related_resources:
#   - https://spec.openapis.org/oas/v2.0.html#parameter-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, parameters]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [oas2-operation-formData-consume-check], vacuum: [oas2-operation-formData-consume-check], kics: [file_parameter_with_wrong_consumes_property, parameter_file_type_not_in_formdata]}
package bdma.rest.form_data_consumes

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "form-data"
}
