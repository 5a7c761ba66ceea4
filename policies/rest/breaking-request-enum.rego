# METADATA
# title: A request that took any value takes any
# description: >-
#   What was free is a list now, and clients send values that are not on it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
# custom:
#   severity: error
#   message: '{subject} is limited to {to}: clients of {users} that send anything else get a 400'
#   fix: 'take other values as before, or announce the list and wait until nobody sends them'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-became-enum, request-body-const-added, request-header-property-became-enum, request-parameter-became-enum, request-property-became-enum, request-property-const-added]}
package bdma.rest.breaking_request_enum

deny contains {"at": c.at, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"enum-added", "enum-closed"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
