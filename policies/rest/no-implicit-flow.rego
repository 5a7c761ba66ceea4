# METADATA
# title: The implicit flow is not used
# description: >-
#   The implicit flow hands the access token over in a URL, where other pages, extensions and logs can read it. OAuth
#   2.1 has dropped it; a public client uses the code flow with PKCE.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9700#section-2.1.2
# custom:
#   severity: warning
#   message: '{scheme} offers the implicit flow, which hands tokens over in a URL'
#   fix: 'use authorizationCode, with PKCE for public clients'
#   standard: rest/security
#   tags: [security, oauth, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-auth-insecure-schemes"]
#     vacuum: [owasp-auth-insecure-schemes]
#     speakeasy: [owasp-auth-insecure-schemes]
#     kics: [implicit_flow_oauth2, operation_using_implicit_flow, oauth2_with_implicit_flow]
package bdma.rest.no_implicit_flow

deny contains {"at": flow.at, "scheme": flow.scheme} if {
	some flow in input.oauth_flows
	flow.flow == "implicit"
}
