# METADATA
# title: A suppression names a rule that exists
# description: >-
#   A suppression of a rule that does not exist silences nothing, and looks as if it did. Mostly the name is misspelt, is that of another
#   tool, or is that of a rule of the team's own that is gone.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: error
#   message: 'there is no rule {rule}, so that nothing is silenced here'
#   fix: '{fix}'
#   standard: input/exceptions
#   tags: [suppression]
#   suppressible: false
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.unknown_rule

deny contains {"at": s.at, "rule": s.rule, "fix": fix} if {
	some s in input.suppressions
	s.tool == "bdma"
	not s.known
	fix := advice(s)
}

advice(s) := sprintf("write %s if that is meant", [s.suggestion]) if s.suggestion

else := "write the id of a rule, as bdma rules lists them, or take it out"
