# METADATA
# title: Success is still told by the same status
# description: >-
#   Clients look at the status to know what happened and what the body is. What is not the status that they wait for
#   they take for a failure.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#responses-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15.3
# custom:
#   severity: error
#   message: '{status} is no longer an answer of {operations}: clients that wait for it take what comes instead for a failure'
#   fix: 'go on answering with {status}, or describe a new operation'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-success-status-removed]}
package bdma.rest.breaking_response_removed

deny contains {"at": c.at, "status": c.name, "operations": c.receivers} if {
	some c in input.changes
	c.kind == "response-removed"
	c.is_success
	c.in_response
	c.effect == "narrows"
	not c.covered_by
	not c.in_new_major
	not c.is_unstable
}
