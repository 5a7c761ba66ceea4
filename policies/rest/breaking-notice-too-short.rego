# METADATA
# title: Clients have the time to move
# description: >-
#   A team that depends on something must see that it goes, plan the work, do it and bring it out. A date that is too
#   near breaks those who did nothing wrong.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
#   - https://www.rfc-editor.org/rfc/rfc9745
# custom:
#   severity: warning
#   message: '{subject} is deprecated and goes on {sunset}, less than {days} days from now: clients have no time to move'
#   fix: 'choose a later date for x-sunset, at least {days} days from now'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       stable:
#         type: integer
#         minimum: 0
#         default: 180
#         description: The days of notice for what is stable, or says nothing of its stability.
#       beta:
#         type: integer
#         minimum: 0
#         default: 31
#         description: The days of notice for what is beta.
#   equivalents: {oasdiff: [api-sunset-date-too-small, request-parameter-sunset-date-too-small, request-property-sunset-date-too-small, response-property-sunset-date-too-small]}
package bdma.rest.breaking_notice_too_short

deny contains {"at": c.at, "subject": c.subject, "sunset": c.sunset, "days": days} if {
	some c in input.changes
	c.kind in {"deprecated", "sunset-added", "sunset-later"}
	c.level == "stable"
	days := data.settings.stable
	c.notice < days
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "sunset": c.sunset, "days": days} if {
	some c in input.changes
	c.kind in {"deprecated", "sunset-added", "sunset-later"}
	c.level == "beta"
	days := data.settings.beta
	c.notice < days
	not c.in_new_major
	not c.is_unstable
}
