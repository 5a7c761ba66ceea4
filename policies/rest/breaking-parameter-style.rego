# METADATA
# title: Values of parameters are written as before
# description: >-
#   The server takes the text apart in another way than clients put it together: it sees one value where there were
#   two, or a value with commas in it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#style-values
#   - https://spec.openapis.org/oas/v3.1.1.html#style-examples
# custom:
#   severity: error
#   message: 'the {in} parameter {name} of {operations} is written {now} now, no longer {was}: what clients send is misread'
#   fix: 'keep the style, or take the other one under a new name'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_parameter_style

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users, "was": c.from, "now": c.to} if {
	some c in input.changes
	c.kind in {"parameter-style", "parameter-explode"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
