# METADATA
# title: A sunset is not withdrawn
# description: >-
#   What is still deprecated will still go, but clients no longer know when. They must take it for gone any day.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: warning
#   message: '{subject} is still deprecated and no longer says until when it works: clients planned for {from}'
#   fix: 'put x-sunset: {from} back, or a later date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [sunset-deleted, request-parameter-sunset-deleted]}
package bdma.rest.breaking_sunset_removed

deny contains {"at": c.at, "subject": c.subject, "from": c.from} if {
	some c in input.changes
	c.kind == "sunset-removed"
	c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
