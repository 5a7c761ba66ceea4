# METADATA
# title: Paths reach the minimum that is stated for them
# description: >-
#   Some code needs more tests than the rest, and old code may need fewer for now. What bdma.yaml states under
#   coverage.minimums for a folder or file holds for it, whatever the total is.
# related_resources:
#   - https://go.dev/doc/build-cover
# custom:
#   severity: error
#   message: 'coverage of {path} is {coverage}; bdma.yaml requires {minimum} % of it'
#   fix: '{fix}'
#   standard: coverage/threshold
#   tags: [threshold]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       metric:
#         type: string
#         enum: [auto, line, branch, function, statement, instruction]
#         default: auto
#         description: >-
#           What is counted where bdma.yaml does not say. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
package bdma.coverage.minimum

deny contains {"at": row.at, "path": row.path, "minimum": row.minimum, "coverage": coverage, "fix": fix} if {
	some row in input.minimums
	by := object.get(row, "metric", metric)
	count := row.metrics[by]
	least := round(to_number(row.minimum) * 1000000) * count.total
	count.covered * 100000000 < least
	coverage := sprintf("%d/%d (%s %%, %s, %s)", [count.covered, count.total, count.percent, by, row.measured_by])
	needed := ceil(least / 100000000) - count.covered
	noun := {true: input.units[by].one, false: input.units[by].many}[needed == 1]
	fix := sprintf("%d more %s of %s would reach %s %%; most is missing in %s", [needed, noun, row.path, row.minimum, concat(", ", row.worst_files[by])])
}

deny contains {"at": row.at, "path": row.path, "minimum": row.minimum, "coverage": coverage, "fix": fix} if {
	some row in input.minimums
	row.metrics != {}
	to_number(row.minimum) > 0
	not row.metrics[row.metric]
	coverage := sprintf("0/0 (%s, in no report)", [row.metric])
	fix := "let the test tool count it, or state the minimum in what the reports count"
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
