# METADATA
# title: A parameter stays until clients were told that it goes
# description: >-
#   A server that does not know a parameter mostly ignores it. Who asked for the open orders of one customer gets
#   all orders of all customers, and sees no error.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: warning
#   message: 'the {in} parameter {name} of {operations} is gone: clients that go on sending it are not heard, or get a 400'
#   fix: 'bring it back with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-parameter-removed]}
package bdma.rest.breaking_parameter_removed

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind == "parameter-removed"
	c["in"] != "path"
	c.in_request
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
