# METADATA
# title: A request takes what it took
# description: >-
#   The server decides on the property alone from now on. What clients send in it is ignored, or refused.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: warning
#   message: '{subject} is read-only now: what clients of {users} send in it is ignored or refused'
#   fix: 'go on to take it, or offer another way to say it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-optional-property-became-read-only, request-required-property-became-read-only]}
package bdma.rest.breaking_request_read_only

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "read-only"
	c.refuses_requests
	c.to == "yes"
	not c.in_new_major
	not c.is_unstable
}
