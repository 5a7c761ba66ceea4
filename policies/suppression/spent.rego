# METADATA
# title: What one change accepted is not accepted for ever
# description: >-
#   A breaking change is accepted by the change that makes it. Once that is merged the suppression has done its work: it says nothing of
#   later changes, whose breaks clients did not agree to, and does not silence them.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md#breaking-changes
# custom:
#   severity: info
#   message: 'the suppression of {rule} was for an earlier change, and {effect}'
#   fix: '{advice}'
#   standard: input/exceptions
#   tags: [suppression]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.spent

deny contains {"at": s.at, "rule": s.rule, "effect": "silences nothing any more", "advice": "take it out; bdma lint --fix takes out all that is not used"} if {
	some s in input.suppressions
	s.spent
}

deny contains {"at": s.at, "rule": s.rule, "effect": "does not silence what this one breaks", "advice": advice} if {
	some s in input.suppressions
	s.spent
	s.missed > 0
}

advice := "if this may break too, accept it with bdma suppress --base and a reason; with until=YYYY-MM-DD it holds for all changes up to that day"
