# METADATA
# title: The coverage of each file is high enough
# description: >-
#   A good total hides files that no test touches. Generated files and files without anything to cover are left out, and
#   those for which bdma.yaml states a minimum are judged by coverage/minimum.
# related_resources:
#   - https://go.dev/doc/build-cover
# custom:
#   severity: warning
#   message: 'coverage of {path} is {coverage}; at least {minimum} % is required'
#   fix: '{needed} more {noun} of {path} would reach {minimum} %; not covered are the lines {lines}'
#   standard: coverage/threshold
#   tags: [threshold]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       minimum:
#         type: number
#         minimum: 0
#         maximum: 100
#         default: 80
#         description: The least share of covered code of a file, in percent, to at most six decimals.
#       metric:
#         type: string
#         enum: [auto, line, branch, function, statement, instruction]
#         default: auto
#         description: >-
#           What is counted. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
package bdma.coverage.file

deny contains {
	"at": file.at, "path": file.path, "coverage": coverage, "minimum": data.settings.minimum, "needed": needed, "noun": noun,
	"lines": lines,
} if {
	some file in input.files
	not file.generated
	not file.excluded
	not file.minimum
	count := file.metrics[metric]
	least := round(data.settings.minimum * 1000000) * count.total
	count.covered * 100000000 < least
	coverage := sprintf("%d/%d (%s %%, %s, %s)", [count.covered, count.total, count.percent, metric, file.measured_by])
	needed := ceil(least / 100000000) - count.covered
	noun := {true: input.units[metric].one, false: input.units[metric].many}[needed == 1]
	lines := {true: file.untaken, false: file.uncovered}[metric == "branch"]
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
