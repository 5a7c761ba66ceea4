# METADATA
# title: Added lines run in a test
# description: >-
#   Where the change falls short of its minimum, these are the lines that no test runs: each run of consecutive lines once,
#   where a reviewer sees it. It needs --base or --staged.
# related_resources:
#   - https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-notice-message
# custom:
#   severity: info
#   message: 'no test runs what is added here ({lines} of the added lines of {path})'
#   fix: 'test it; if it cannot be tested, say why: bdma:ignore coverage: the reason'
#   standard: coverage/patch
#   tags: [change]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       minimum:
#         type: number
#         minimum: 0
#         maximum: 100
#         default: 90
#         description: Say nothing when at least this share of the added lines is covered, in percent. With 100 every range is shown.
package bdma.coverage.uncovered_change

deny contains {"at": range.at, "path": range.path, "lines": range.lines} if {
	count := input.change.metrics.line
	count.covered * 100000000 < round(data.settings.minimum * 1000000) * count.total
	some range in input.uncovered_changes
}
