# METADATA
# title: Every server that was named stays
# description: >-
#   Other servers are named still, but the clients of this one have only its address. It may be a sandbox or a region
#   of which somebody depends.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: warning
#   message: '{server} is no longer among the servers of {operations}: clients that call it may find nothing there'
#   fix: 'name it as long as it answers, or describe its end as a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.breaking_server_removed

deny contains {"at": c.at, "server": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind == "server-removed"
	not c.in_new_major
	not c.is_unstable
}
