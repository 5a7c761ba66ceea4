# METADATA
# title: A suppression says why
# description: >-
#   Who reads a suppression next year needs to know whether it may go. The reason is often the only place where a decision is written down,
#   and a reviewer can only agree to what is said. It silences all the same until then, so that one mistake is one finding.
# related_resources:
#   - https://github.com/bdma-dev/bdma/blob/main/docs/suppressions.md
#   - https://staticcheck.dev/docs/configuration/#ignoring-problems-with-linter-directives
# custom:
#   severity: error
#   message: 'nobody says why {rules} may be silenced here'
#   fix: '{fix}'
#   standard: input/exceptions
#   tags: [suppression]
#   suppressible: false
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.suppression.reason

deny contains {"at": d.at, "rules": d.rules, "fix": fix} if {
	some d in input.directives
	d.tool == "bdma"
	not d.problem
	not d.reason
	fix := advice[d.scope == "paths"]
}

advice := {
	true: "add a reason: key that tells who reads it in a year, such as reason: clients of version 1 send it until they are gone",
	false: "add the reason behind two hyphens, or as the key reason, such as -- clients of version 1 send it until they are gone",
}
