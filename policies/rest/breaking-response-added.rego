# METADATA
# title: Clients know what success looks like
# description: >-
#   Who checks for a 201 takes a 202 for a failure, and one who does not reads an order that is not there yet.
#   Programs are told to expect unknown codes; few do.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#responses-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15
# custom:
#   severity: warning
#   message: '{status} is a new answer of {operations}: clients that wait for another success take it for a failure, or for what it is not'
#   fix: 'answer with {status} only to clients that ask for it, as with the header Prefer'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [response-success-status-added]}
package bdma.rest.breaking_response_added

deny contains {"at": c.at, "status": c.name, "operations": c.receivers} if {
	some c in input.changes
	c.kind == "response-added"
	c.is_success
	c.surprises_clients
	not c.covered_by
	not c.in_new_major
	not c.is_unstable
}
