# METADATA
# title: No parameter is declared twice
# description: >-
#   Of two parameters with one name in one place a reader sees the first, a generator the last, and a gateway
#   refuses the document.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, parameters]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [operation-parameters, path-params], vacuum: [operation-parameters], redocly: [operation-parameters-unique], kics: [parameters_name_in_not_unique, parameter_objects_headers_dup_name]}
package bdma.rest.parameter_unique

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "duplicate-parameter"
}
