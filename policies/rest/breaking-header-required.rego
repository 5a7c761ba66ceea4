# METADATA
# title: Clients need no headers that they do not know
# description: >-
#   Parts of a form and answers to webhooks are what clients send. What they were written to send lacks the header,
#   and is refused.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#header-object
# custom:
#   severity: error
#   message: 'the header {name} is required now in what clients of {operations} send: without it they are refused'
#   fix: 'make it optional, and do without it what was done before'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_header_required

deny contains {"at": c.at, "name": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind in {"header-added", "header-required"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
