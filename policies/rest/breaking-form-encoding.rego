# METADATA
# title: Fields of forms are written as before
# description: >-
#   The parts of a form are told apart and read by how they are written. What clients send is refused or misread.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#encoding-object
# custom:
#   severity: error
#   message: 'the form field {name} of {operations} is taken as {now} now, no longer as {was}: what clients send is refused or misread'
#   fix: 'go on taking {was}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_form_encoding

deny contains {"at": c.at, "name": c.name, "operations": c.users, "was": c.from, "now": c.to} if {
	some c in input.changes
	c.kind in {"encoding-style", "encoding-content-type", "encoding-allow-reserved"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
