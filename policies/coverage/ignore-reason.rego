# METADATA
# title: Code that is left out of coverage says why
# description: >-
#   An ignore without a reason cannot be judged in review, and nobody dares to remove it later. It has no effect until it
#   says why; nor has a start without an end.
# related_resources:
#   - https://coverage.readthedocs.io/en/latest/excluding.html
# custom:
#   severity: warning
#   message: 'this comment leaves no code out of coverage: {problem}'
#   fix: '{fix}'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.ignore_reason

deny contains {
	"at": ignore.at, "path": ignore.path, "problem": "it states no reason",
	"fix": "write why it cannot be tested behind a colon: bdma:ignore coverage: the reason",
} if {
	some ignore in input.ignores
	ignore.reason == ""
}

deny contains {
	"at": ignore.at, "path": ignore.path, "problem": "it starts a range that nothing ends",
	"fix": "end the range with the comment bdma:ignore-end",
} if {
	some ignore in input.ignores
	ignore.reason != ""
	ignore.unended
}
