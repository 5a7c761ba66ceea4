# METADATA
# title: Nothing is silenced that is not there
# description: >-
#   A suppression that silences nothing is left over: what it was for is mended, or was never there. It tells readers of a problem that does not
#   exist, and hides the next one.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
# custom:
#   severity: warning
#   message: 'this silences nothing: {rules} {found}'
#   fix: 'take it out; bdma lint --fix takes out all that is not used'
#   standard: input/exceptions
#   tags: [suppression]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.unused

deny contains {"at": d.at, "rules": d.rules, "found": "finds nothing here that is not silenced already"} if {
	some d in input.directives
	d.tool == "bdma"
	d.unused
	not d.off
}

deny contains {"at": d.at, "rules": d.rules, "found": "is switched off here"} if {
	some d in input.directives
	d.tool == "bdma"
	d.unused
	d.off
}

deny contains {"at": s.at, "rules": s.rule, "found": found[s.off]} if {
	some s in input.suppressions
	s.tool == "bdma"
	s.unused
}

found := {true: "is switched off here", false: "finds nothing here that is not silenced already"}
