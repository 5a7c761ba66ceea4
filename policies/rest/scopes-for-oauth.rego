# METADATA
# title: Only OAuth and OpenID Connect schemes have scopes
# description: >-
#   Up to OpenAPI 3.0 the list of an API key or HTTP scheme must be empty: readers drop what stands there, so that
#   nobody sees the role that was meant. OpenAPI 3.1 allows it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.0.4.html#security-requirement-object
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/security
#   tags: [validity, security]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {spectral: [oas3-operation-security-defined], kics: [security_requirement_object_with_wrong_scopes, non_oauth2_security_requirement_defining_oauth2_scopes]}
package bdma.rest.scopes_for_oauth

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "scopes"
}
