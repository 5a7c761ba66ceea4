# METADATA
# title: New code is covered
# description: >-
#   Code is cheapest to test while it is written. Of the lines that the change adds or modifies, those that can run are
#   counted, without generated and excluded files; a change without such lines passes. It needs --base or --staged.
# related_resources:
#   - https://docs.codecov.com/docs/commit-status#patch-status
# custom:
#   severity: error
#   message: 'coverage of the change is {coverage}; at least {minimum} % is required'
#   fix: '{needed} more {noun} would reach {minimum} %; most is missing in {files}'
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
#         description: The least share of covered lines among those that the change adds, in percent, to at most six decimals.
#       metric:
#         type: string
#         enum: [line, branch]
#         default: line
#         description: >-
#           What is counted. Reports that do not count branches by line say nothing of the branches of a change.
#       count-unmeasured:
#         type: boolean
#         default: true
#         description: >-
#           Count the lines of changed files that no report measures as lines that did not run.
package bdma.coverage.patch

deny contains {
	"at": input.change.at, "related": input.change.worst, "coverage": coverage, "minimum": data.settings.minimum,
	"needed": needed, "noun": noun, "files": input.change.worst_files,
} if {
	metrics := {true: input.change.metrics_with_unmeasured, false: input.change.metrics}[data.settings["count-unmeasured"]]
	metric := data.settings.metric
	count := metrics[metric]
	least := round(data.settings.minimum * 1000000) * count.total
	count.covered * 100000000 < least
	coverage := sprintf("%d/%d (%s %%, %s, %s)", [count.covered, count.total, count.percent, metric, input.change.measured_by])
	needed := ceil(least / 100000000) - count.covered
	noun := {true: input.units[metric].one, false: input.units[metric].many}[needed == 1]
}
