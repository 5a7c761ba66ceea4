# METADATA
# title: What clients send is still read
# description: >-
#   What clients put into the body is ignored, or the request is refused because of it. The one loses data without a
#   word, the other is an outage.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#request-body-object
# custom:
#   severity: error
#   message: 'a body is no longer taken by {operations}: what clients send in it is lost, or they get a 400'
#   fix: 'go on reading it, or describe a new operation without one'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-removed]}
package bdma.rest.breaking_request_body_removed

deny contains {"at": c.at, "operations": c.senders} if {
	some c in input.changes
	c.kind == "request-body-removed"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
