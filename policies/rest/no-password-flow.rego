# METADATA
# title: The password flow is not used
# description: >-
#   In the password flow the client sees the password of its user, which OAuth was made to avoid, and no second factor
#   can be asked for. OAuth 2.1 has dropped it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9700#section-2.4
# custom:
#   severity: warning
#   message: '{scheme} offers the password flow, in which clients see the passwords of their users'
#   fix: 'use authorizationCode for users, clientCredentials for services'
#   standard: rest/security
#   tags: [security, oauth, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-auth-insecure-schemes"]
#     vacuum: [owasp-auth-insecure-schemes]
#     speakeasy: [owasp-auth-insecure-schemes]
#     kics: [global_security_using_password_flow, operation_using_password_flow, security_definitions_allows_password_flow, oauth2_with_password_flow]
package bdma.rest.no_password_flow

deny contains {"at": flow.at, "scheme": flow.scheme} if {
	some flow in input.oauth_flows
	flow.flow == "password"
}
