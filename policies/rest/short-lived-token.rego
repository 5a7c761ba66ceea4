# METADATA
# title: Access tokens are short-lived and can be refreshed
# description: >-
#   Where a token cannot be refreshed it is made to live long, and a stolen one with it. Client credentials need no
#   refresh: the client asks again.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6749#section-6
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: info
#   message: 'the {flow} flow of {scheme} has no refreshUrl, so its tokens cannot be short-lived'
#   fix: 'add refreshUrl, which may be the tokenUrl, and let access tokens end within the hour'
#   standard: rest/security
#   tags: [security, oauth, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-short-lived-access-tokens"]
package bdma.rest.short_lived_token

deny contains {"at": flow.at, "scheme": flow.scheme, "flow": flow.flow} if {
	some flow in input.oauth_flows
	flow.flow in {"authorizationCode", "password"}
	not flow.has_refresh_url
}
