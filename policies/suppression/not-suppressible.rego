# METADATA
# title: Only rules that may be silenced are silenced
# description: >-
#   Some findings are not for the author of a file to wave through: that a file could not be read, what is wrong with a suppression, and rules
#   that the organisation marks as suppressible: false. Their findings count whatever stands beside them.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: error
#   message: 'nobody may silence {rule}, and its findings count all the same'
#   fix: 'take it out, and mend what the rule finds; a file that is not meant for bdma is left out with exclude in bdma.yaml'
#   standard: input/exceptions
#   tags: [suppression]
#   suppressible: false
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.not_suppressible

deny contains {"at": s.at, "rule": s.rule} if {
	some s in input.suppressions
	s.tool == "bdma"
	s.known
	not s.suppressible
}
