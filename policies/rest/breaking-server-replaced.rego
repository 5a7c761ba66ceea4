# METADATA
# title: The API is still to be found where it was
# description: >-
#   Clients have the address in their configuration, and do not read the description each time they call. When none of
#   the old servers is left every one of them calls an address that the API no longer speaks of.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: warning
#   message: '{from} gives way to {to}: clients of {operations} that have the old address do not reach it'
#   fix: 'name the old server beside the new one as long as it answers, or describe the move as a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_server_replaced

deny contains {"at": c.at, "from": c.from, "to": c.to, "operations": c.users} if {
	some c in input.changes
	c.kind == "servers-replaced"
	not c.in_new_major
	not c.is_unstable
}
