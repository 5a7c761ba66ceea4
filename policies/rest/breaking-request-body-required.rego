# METADATA
# title: A request without a body goes on being enough
# description: >-
#   Clients that send none know nothing of what belongs into it. Each of their requests is refused.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#request-body-object
# custom:
#   severity: error
#   message: 'a body is required by {operations} now: clients that send none get a 400'
#   fix: 'make it optional with required: false, and do without it what was done before'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-added-required, request-body-became-required]}
package bdma.rest.breaking_request_body_required

deny contains {"at": c.at, "operations": c.senders} if {
	some c in input.changes
	c.kind in {"request-body-added", "request-body-required"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
