# METADATA
# title: The coverage of each package is high enough
# description: >-
#   A good total hides packages that few tests touch. A package is a folder with its own files; generated and excluded files
#   are left out, and folders for which bdma.yaml states a minimum are judged by coverage/minimum.
# related_resources:
#   - https://go.dev/doc/build-cover
# custom:
#   severity: warning
#   message: 'coverage of {path} is {coverage}; at least {minimum} % is required'
#   fix: '{needed} more {noun} of {path} would reach {minimum} %; most is missing in {files}'
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
#         default: 90
#         description: The least share of covered code of a package, in percent, to at most six decimals.
#       metric:
#         type: string
#         enum: [auto, line, branch, function, statement, instruction]
#         default: auto
#         description: >-
#           What is counted. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
package bdma.coverage.package

deny contains {
	"at": folder.at, "path": folder.path, "coverage": coverage, "minimum": data.settings.minimum, "needed": needed, "noun": noun,
	"files": folder.worst_files[metric],
} if {
	some folder in input.packages
	not folder.minimum
	count := folder.metrics[metric]
	least := round(data.settings.minimum * 1000000) * count.total
	count.covered * 100000000 < least
	coverage := sprintf("%d/%d (%s %%, %s, %s)", [count.covered, count.total, count.percent, metric, folder.measured_by])
	needed := ceil(least / 100000000) - count.covered
	noun := {true: input.units[metric].one, false: input.units[metric].many}[needed == 1]
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
