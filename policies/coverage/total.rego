# METADATA
# title: The total coverage is high enough
# description: >-
#   Code that no test runs breaks unseen. The total is counted from the records of the reports, each line, branch or
#   statement once, without generated files, and compared as exact integers: 89.99 % does not pass for 90 %.
# related_resources:
#   - https://go.dev/doc/build-cover
#   - https://martinfowler.com/bliki/TestCoverage.html
# custom:
#   severity: error
#   message: 'coverage is {coverage}; at least {minimum} % is required'
#   fix: '{fix}'
#   standard: coverage/threshold
#   tags: [threshold]
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
#         description: The least share of covered code, in percent, to at most six decimals.
#       metric:
#         type: string
#         enum: [auto, line, branch, function, statement, instruction]
#         default: auto
#         description: >-
#           What is counted. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
package bdma.coverage.total

deny contains {
	"at": total.at, "related": total.worst, "metric": metric, "minimum": data.settings.minimum,
	"coverage": total.text, "fix": fix,
} if {
	total := input.totals[metric]

	# In millionths of a percent every setting is an integer, and the comparison exact.
	least := round(data.settings.minimum * 1000000) * total.total
	total.covered * 100000000 < least
	needed := ceil(least / 100000000) - total.covered
	noun := {true: input.units[metric].one, false: input.units[metric].many}[needed == 1]
	fix := sprintf("%d more %s would reach %v %%; most is missing in %s", [needed, noun, data.settings.minimum, concat(", ", total.worst_files)])
}

deny contains {
	"at": input.reports[0].at, "metric": metric, "minimum": data.settings.minimum,
	"coverage": coverage,
	"fix": "let the test tool count it, or set the option metric to what the reports count",
} if {
	input.headline != ""
	not input.totals[metric]

	# Reports of nothing that is here are coverage/no-data.
	some_are_of_here
	coverage := sprintf("0/0 (%s, in no report)", [metric])
}

some_are_of_here if {
	some report in input.reports
	report.matched_files + report.ambiguous_files > 0
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
