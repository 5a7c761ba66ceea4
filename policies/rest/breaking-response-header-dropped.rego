# METADATA
# title: Headers that clients read are still sent
# description: >-
#   Few documents say which headers are required, and clients read those that they find: the next page, the time to
#   wait, the number of all. Without them they stop after the first page, or do not wait.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#header-object
# custom:
#   severity: warning
#   message: 'the header {name} no longer comes with {where}: clients that found it there may rely on it'
#   fix: 'describe it with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [optional-response-header-removed]}
package bdma.rest.breaking_response_header_dropped

deny contains {"at": c.at, "name": c.name, "where": c.where} if {
	some c in input.changes
	c.kind == "header-removed"
	c.in_response
	not c.is_required
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
