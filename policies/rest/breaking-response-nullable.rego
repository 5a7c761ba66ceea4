# METADATA
# title: A response that was never null never is
# description: >-
#   Clients use the value without a check, because it was always there. Where it is null now they fail.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} may be null now: clients of {users} that use it without a check fail'
#   fix: 'send a value as before, or leave optional properties out instead of null'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-became-nullable, response-header-became-nullable, response-property-became-nullable]}
package bdma.rest.breaking_response_nullable

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "nullable"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
