# METADATA
# title: An operation stays until its clients were told that it goes
# description: >-
#   Every client that still calls the operation gets a 405 from one day to the next, although its path is there.
#   Clients that were told with a deprecation and a date had the time to move.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: error
#   message: '{operation} is gone: clients that call it get a 405'
#   fix: 'bring it back with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-removed-without-deprecation]}
package bdma.rest.breaking_operation_removed

deny contains {"at": c.at, "operation": c.name} if {
	some c in input.changes
	c.kind == "operation-removed"
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
