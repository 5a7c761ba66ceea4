# METADATA
# title: What anybody could call anybody can call
# description: >-
#   Clients that never sent credentials have none to send. They get a 401 from the moment on when some are asked for.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
# custom:
#   severity: error
#   message: 'whoever calls {operations} needs {needed} now: clients that send no credentials get a 401'
#   fix: 'keep an empty object in security, which needs nothing, until all clients send credentials, or ask for them in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-anonymous-access-removed, api-global-security-removed]}
package bdma.rest.breaking_security_required

deny contains {"at": c.at, "operations": c.users, "needed": c.name} if {
	some c in input.changes
	c.kind == "security-required"
	not c.in_new_major
	not c.is_unstable
}
