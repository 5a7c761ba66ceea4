# METADATA
# title: There is no HTTP basic authentication
# description: >-
#   With basic authentication the password itself goes with every call, into every log and proxy that sees the header,
#   and it cannot be limited or revoked without locking its owner out.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc7617#section-4
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: '{scheme} is HTTP basic authentication, which sends the password with every call'
#   fix: 'use short-lived tokens: type: http with scheme: bearer, oauth2, or openIdConnect'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-no-http-basic"]
#     vacuum: [owasp-no-http-basic]
#     speakeasy: [owasp-no-http-basic]
#     kics: [operation_using_basic_auth, security_definitions_using_basic_auth, cleartext_credentials_with_basic_auth_for_operation, global_security_scheme_using_basic_authentication, security_scheme_using_http_basic]
package bdma.rest.no_http_basic

deny contains {"at": scheme.at, "scheme": scheme.name} if {
	some scheme in input.security_schemes
	scheme.type == "http"
	scheme.scheme == "basic"
}
