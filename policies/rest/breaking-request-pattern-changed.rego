# METADATA
# title: A request takes the texts that it took
# description: >-
#   Whether one pattern takes what another took cannot be told for sure. What only the old one took is refused.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
# custom:
#   severity: warning
#   message: '{subject} has to fit {to} instead of {from}: clients of {users} that send what only the old pattern takes get a 400'
#   fix: 'make sure that the new pattern takes what the old one took, and accept the change with that reason'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-parameter-pattern-changed, request-property-pattern-changed]}
package bdma.rest.breaking_request_pattern_changed

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind == "pattern"
	c.refuses_requests
	c.effect == "differs"
	not c.in_new_major
	not c.is_unstable
}
