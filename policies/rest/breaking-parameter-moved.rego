# METADATA
# title: A parameter stays where it is sent
# description: >-
#   A server that looks for a value in a header does not see it in the query. Clients are refused, or answered as if
#   they had sent nothing.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-locations
# custom:
#   severity: error
#   message: 'the parameter {name} of {operations} is read from the {in} now, no longer from the {was}: clients that send it there are not heard'
#   fix: 'read both places, and describe the one in the {was} with deprecated: true'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_parameter_moved

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users, "was": c.from} if {
	some c in input.changes
	c.kind == "parameter-moved"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
