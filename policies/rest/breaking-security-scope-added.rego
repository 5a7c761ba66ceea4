# METADATA
# title: Tokens go on to suffice
# description: >-
#   The tokens that clients hold were given for the scopes that were asked for until now. They get a 403 until their
#   users have agreed to more.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
#   - https://www.rfc-editor.org/rfc/rfc6749#section-3.3
# custom:
#   severity: error
#   message: 'tokens without the scope {scope} no longer suffice for {operations}: clients that hold one get a 403'
#   fix: 'accept the old scopes as an alternative until clients have asked their users for {scope}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-scope-added, api-global-security-scope-added]}
package bdma.rest.breaking_security_scope_added

deny contains {"at": c.at, "operations": c.users, "scope": c.name} if {
	some c in input.changes
	c.kind == "security-scope-added"
	not c.in_new_major
	not c.is_unstable
}
