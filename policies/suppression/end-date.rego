# METADATA
# title: Every suppression has an end
# description: >-
#   An exception without an end is a change of the rule that nobody decided on. With a date, somebody looks at it again.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: warning
#   message: 'the suppression of {rules} {fault}'
#   fix: 'write until=YYYY-MM-DD before the reason, with the day on which it is looked at again, or until: as a key{latest}'
#   standard: input/exceptions
#   tags: [suppression]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-days:
#         type: integer
#         minimum: 0
#         maximum: 3650
#         default: 0
#         description: How many days ahead the end may lie; 0 for any number.
package bdma.suppression.end_date

deny contains {"at": d.at, "rules": d.rules, "fault": "has no end", "latest": latest} if {
	some d in input.directives
	d.tool == "bdma"
	not d.problem
	not d.until
	not d.ends_with_change
}

deny contains {"at": d.at, "rules": d.rules, "fault": fault, "latest": latest} if {
	some d in input.directives
	d.tool == "bdma"
	d.until
	data.settings["max-days"] > 0
	d.days_left > data.settings["max-days"]
	fault := sprintf("ends on %s, which is too far ahead", [d.until])
}

latest := sprintf(", at most %d days ahead", [data.settings["max-days"]]) if data.settings["max-days"] > 0

else := ""
