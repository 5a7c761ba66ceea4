# METADATA
# title: The end of a suppression does not come as a surprise
# description: >-
#   On the day after its end, what a suppression silences fails the checks of whoever happens to work then. Mend it while there is time, or move
#   the end on purpose.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: info
#   message: 'the suppression of {rules} ends on {until}; from the day after, what it silences counts'
#   fix: 'mend what it silences before that, or set another end and say in the reason why it takes longer'
#   standard: input/exceptions
#   tags: [suppression]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       days:
#         type: integer
#         minimum: 0
#         maximum: 365
#         default: 10
#         description: How many days before the end it is told.
package bdma.suppression.expires_soon

deny contains {"at": d.at, "rules": d.rules, "until": d.until} if {
	some d in input.directives
	d.tool == "bdma"
	d.in_force
	d.until
	d.uses > 0
	d.days_left <= data.settings.days
}
