# METADATA
# title: Credentials are sent as before
# description: >-
#   Clients send their credentials in one place, under one name and in one form. When the API looks for them elsewhere
#   it sees none.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
# custom:
#   severity: error
#   message: '{scheme} was {from} and is {to}: clients that send their credentials as before get a 401 from {operations}'
#   fix: 'add a second scheme as an alternative, and go on accepting the old one'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-component-type-changed, api-security-component-http-scheme-changed, api-security-component-api-key-in-changed, api-security-component-api-key-name-changed]}
package bdma.rest.breaking_security_scheme

deny contains {"at": c.at, "scheme": c.subject, "from": c.from, "to": c.to, "operations": c.users} if {
	some c in input.changes
	c.kind in {"security-scheme-type", "security-scheme-http-scheme", "security-scheme-in", "security-scheme-key-name"}
	not c.in_new_major
	not c.is_unstable
}
