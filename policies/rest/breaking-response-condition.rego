# METADATA
# title: A response fits the conditions that it fitted
# description: >-
#   Clients rely on what follows from what. Without the condition it no longer does.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.2
# custom:
#   severity: error
#   message: '{subject} no longer fits a condition that it fitted: clients of {users} that rely on it fail'
#   fix: 'go on to fit the condition'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-else-removed, response-body-if-removed, response-body-then-removed, response-property-else-removed, response-property-if-removed, response-property-then-removed]}
package bdma.rest.breaking_response_condition

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"condition", "not"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
