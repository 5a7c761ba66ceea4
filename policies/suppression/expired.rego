# METADATA
# title: No suppression outlives its end
# description: >-
#   Somebody set a date for this exception, and it is past. What it silenced counts again: the promise was to have mended it by now, or to look at
#   it once more.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: warning
#   message: 'the suppression of {rules} ended on {until}, and what it silenced counts again'
#   fix: 'mend what it silenced and take it out, or set another end and say in the reason why it takes longer'
#   standard: input/exceptions
#   tags: [suppression]
#   suppressible: false
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.expired

deny contains {"at": d.at, "rules": d.rules, "until": d.until} if {
	some d in input.directives
	d.tool == "bdma"
	d.expired
	not d.problem
}
