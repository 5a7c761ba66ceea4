# METADATA
# title: A path stays until its clients were told that it goes
# description: >-
#   Every client that still calls the path gets a 404 from one day to the next. Clients that were told with a
#   deprecation and a date had the time to move.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: error
#   message: 'the path {path} is gone, with {operations}: clients that call it get a 404'
#   fix: 'bring {path} back with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-path-removed-without-deprecation]}
package bdma.rest.breaking_path_removed

deny contains {"at": c.at, "path": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind == "path-removed"
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
