# METADATA
# title: A response fits the pattern that it fitted
# description: >-
#   Clients take texts apart by their pattern. Once anything may come they fail on it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
# custom:
#   severity: error
#   message: '{subject} no longer fits {from}: clients of {users} that take it apart fail'
#   fix: 'keep the pattern, and send what does not fit as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-property-pattern-changed, response-property-pattern-removed]}
package bdma.rest.breaking_response_pattern

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "pattern"
	c.surprises_clients
	c.effect == "widens"
	not c.in_new_major
	not c.is_unstable
}
