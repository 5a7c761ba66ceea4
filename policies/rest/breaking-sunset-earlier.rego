# METADATA
# title: A sunset is not brought forward
# description: >-
#   Clients that were told until when something works have planned for this date. A date that is earlier takes the time
#   away that they were promised.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: warning
#   message: '{subject} goes on {to} and not on {from}: clients that planned for the old date break'
#   fix: 'put x-sunset: {from} back; only a later date breaks nobody'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-sunset-date-changed-too-small, request-parameter-sunset-date-changed-too-small]}
package bdma.rest.breaking_sunset_earlier

deny contains {"at": c.at, "subject": c.subject, "from": c.from, "to": c.to} if {
	some c in input.changes
	c.kind == "sunset-earlier"
	not c.in_new_major
	not c.is_unstable
}
