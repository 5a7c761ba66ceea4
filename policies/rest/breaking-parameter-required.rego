# METADATA
# title: A request that was complete stays complete
# description: >-
#   Clients that were written before know nothing of the parameter. Each of their requests is refused from one day
#   to the next. A default does not help: what is required must be sent.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: error
#   message: 'the {in} parameter {name} of {operations} is required now: clients that leave it out get a 400'
#   fix: 'make it optional, and do without it what was done before'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [new-required-request-parameter, new-required-request-default-parameter-to-existing-path, request-parameter-became-required]}
package bdma.rest.breaking_parameter_required

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind in {"parameter-added", "parameter-required"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
