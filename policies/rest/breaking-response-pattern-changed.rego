# METADATA
# title: A response fits one pattern
# description: >-
#   Whether one pattern rules out what another ruled out cannot be told for sure. What only the new one allows is
#   new to clients.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
# custom:
#   severity: warning
#   message: '{subject} fits {to} instead of {from}: clients of {users} that take it apart may fail'
#   fix: 'make sure that what fits the new pattern fits the old one, and accept the change with that reason'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [response-property-pattern-changed]}
package bdma.rest.breaking_response_pattern_changed

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind == "pattern"
	c.surprises_clients
	c.effect == "differs"
	not c.in_new_major
	not c.is_unstable
}
