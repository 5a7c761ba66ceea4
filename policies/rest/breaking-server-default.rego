# METADATA
# title: The usual address stays
# description: >-
#   Who does not choose the variables of a server calls what their defaults make of it, and the defaults are all that the description
#   says of which values there are. Often such a variable is the version of the API, and the old one goes.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-variable-object
# custom:
#   severity: warning
#   message: 'the usual address of {server} is {to} now, no longer {from}: clients of {operations} that have the old one may find nothing there'
#   fix: 'list the values that are served as the enum of the variable, the old default among them, or describe the move as a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_server_default

deny contains {"at": c.at, "from": c.from, "operations": c.users, "server": c.name, "to": c.to} if {
	some c in input.changes
	c.kind == "server-default"
	not c.in_new_major
	not c.is_unstable
}
