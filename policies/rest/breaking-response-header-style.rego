# METADATA
# title: Values of headers are written as before
# description: >-
#   Clients take the text apart in another way than the server puts it together.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#style-values
# custom:
#   severity: error
#   message: '{where} is written {now} now, no longer {was}: clients misread it'
#   fix: 'keep the style, or send the other one under a new name'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_response_header_style

deny contains {"at": c.at, "where": c.where, "was": c.from, "now": c.to} if {
	some c in input.changes
	c.kind in {"header-style", "header-explode"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
