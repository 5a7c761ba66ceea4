# METADATA
# title: Parts of responses are written as before
# description: >-
#   Clients take a response of several parts apart, and read each part as what they were told. They fail, or read rubbish, where it is
#   something else.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#encoding-object
# custom:
#   severity: error
#   message: 'the part {name} of what {operations} sends is {now} now, no longer {was}: clients that read it as before fail'
#   fix: 'go on sending {was}, and send the new form as a part of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_response_form_encoding

deny contains {"at": c.at, "name": c.name, "operations": c.receivers, "was": c.from, "now": c.to} if {
	some c in input.changes
	c.kind in {"encoding-style", "encoding-content-type", "encoding-allow-reserved"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
