# METADATA
# title: What may be sent in a query goes on being taken
# description: >-
#   Clients were told that they may send a parameter without a value, or characters such as / and : as they are. A
#   strict server refuses them from now on.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-for-use-with-schema
# custom:
#   severity: warning
#   message: 'the {in} parameter {name} of {operations} is taken {now} only: clients that send it {was} may get a 400'
#   fix: 'go on taking it {was}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.breaking_parameter_value

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users, "was": c.from, "now": c.to} if {
	some c in input.changes
	c.kind in {"parameter-allow-empty", "parameter-allow-reserved"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
