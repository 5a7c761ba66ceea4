# METADATA
# title: A request has no new conditions to fit
# description: >-
#   What clients send was fine whatever else it said. Under the new condition some of it is refused.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.2
# custom:
#   severity: error
#   message: '{subject} has to fit a condition that was not there, or another one: clients of {users} that do not fit it get a 400'
#   fix: 'check the condition in a new major version, or take what does not fit with a default'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-became-not-nullable, request-body-else-added, request-body-if-added, request-body-then-added, request-parameter-became-not-nullable, request-parameter-property-became-not-nullable, request-property-became-not-nullable, request-property-else-added, request-property-if-added, request-property-then-added, request-required-property-became-not-read-only]}
package bdma.rest.breaking_request_condition

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind in {"condition", "not"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
