# METADATA
# title: Every security requirement names a scheme that exists
# description: >-
#   An operation that requires a scheme nobody defined cannot be called by a generated client, and documentation
#   shows it without authentication.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/security
#   tags: [validity, security]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [oas3-operation-security-defined, oas2-operation-security-defined], vacuum: [oas3-operation-security-defined, oas2-operation-security-defined], redocly: [security-defined], ibm: [ibm-securityschemes], kics: [security_requirement_not_defined_in_security_definition, security_field_undefined, security_operation_field_undefined]}
package bdma.rest.security_scheme_defined

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "undefined-scheme"
}
