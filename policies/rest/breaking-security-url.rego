# METADATA
# title: Tokens are to be had where they were
# description: >-
#   Clients have the addresses of the login in their configuration. When one is another they cannot log in, or cannot
#   stay logged in, although the API itself is as it was.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
# custom:
#   severity: warning
#   message: '{scheme} no longer uses {url}: clients that know this address get no token for {operations}'
#   fix: 'let the old address answer as well, or lead to the new one, until clients have changed their configuration'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-component-oauth-url-changed, api-security-component-oauth-token-url-changed, api-security-component-oauth-refresh-url-changed, api-security-component-openid-connect-url-changed]}
package bdma.rest.breaking_security_url

deny contains {"at": c.at, "scheme": c.subject, "url": c.from, "operations": c.users} if {
	some c in input.changes
	c.kind in {"security-authorization-url", "security-token-url", "security-refresh-url", "security-device-url", "security-metadata-url", "security-scheme-openid-url"}
	c.effect in {"narrows", "differs"}
	not c.in_new_major
	not c.is_unstable
}
