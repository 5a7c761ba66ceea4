# METADATA
# title: A sunset is a date
# description: >-
#   Programs that watch for the end of what they use read the date. What is none they do not see, and neither does the
#   check that nothing goes before its sunset.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
#   - https://www.rfc-editor.org/rfc/rfc3339#section-5.6
# custom:
#   severity: warning
#   message: 'the x-sunset of {subject} is "{sunset}", which is no date: programs that watch for it do not see it'
#   fix: 'write a day such as 2027-06-30'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-deprecated-sunset-parse, request-parameter-sunset-parse, request-property-deprecated-sunset-invalid, response-property-deprecated-sunset-invalid]}
package bdma.rest.breaking_sunset_unreadable

deny contains {"at": c.at, "subject": c.subject, "sunset": c.sunset} if {
	some c in input.changes
	c.kind in {"deprecated", "sunset-added", "sunset-changed"}
	c.sunset_is_unknown
	not c.in_new_major
	not c.is_unstable
}
