# METADATA
# title: A request that took any text takes any
# description: >-
#   What was free has to fit a pattern now, and clients send what does not.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
# custom:
#   severity: error
#   message: '{subject} has to fit {to}: clients of {users} that send anything else get a 400'
#   fix: 'take other values as before, or ask for the pattern in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-parameter-pattern-added, request-property-pattern-added]}
package bdma.rest.breaking_request_pattern

deny contains {"at": c.at, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind == "pattern"
	c.refuses_requests
	c.effect == "narrows"
	not c.in_new_major
	not c.is_unstable
}
