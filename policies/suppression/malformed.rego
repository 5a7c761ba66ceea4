# METADATA
# title: A suppression can be understood
# description: >-
#   What bdma cannot understand silences nothing. Whoever wrote it believes that it does.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: error
#   message: 'this suppression is not understood: {problem}'
#   fix: 'write it as bdma:ignore GROUP/RULE until=2027-01-31 -- REASON; the end may be left out'
#   standard: input/exceptions
#   tags: [suppression]
#   suppressible: false
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.malformed

deny contains {"at": d.at, "problem": d.problem} if {
	some d in input.directives
	d.problem
}
