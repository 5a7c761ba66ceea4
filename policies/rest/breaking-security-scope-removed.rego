# METADATA
# title: Scopes that clients ask for are known
# description: >-
#   A client that asks for a scope that the authorization server does not know may be refused as a whole, with
#   invalid_scope instead of a token.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
# custom:
#   severity: warning
#   message: '{scheme} no longer has the scope {scope}: clients that ask for it may get invalid_scope instead of a token'
#   fix: 'keep the scope {scope}, even if it gives no rights, until no client asks for it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-component-oauth-scope-removed]}
package bdma.rest.breaking_security_scope_removed

deny contains {"at": c.at, "scheme": c.subject, "scope": c.name} if {
	some c in input.changes
	c.kind == "security-scheme-scope-removed"
	not c.in_new_major
	not c.is_unstable
}
