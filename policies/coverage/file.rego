# METADATA
# title: The coverage of each file is high enough
# description: >-
#   A good total hides files that no test touches. Generated files and files without anything to cover are left out.
# related_resources:
#   - https://go.dev/doc/build-cover
# custom:
#   severity: warning
#   message: '{metric} coverage of {path} is {percent} % ({covered} of {total}); at least {minimum} % is required'
#   fix: 'test what is not covered, in these lines: {lines}'
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
#           What is counted. "auto" counts statements when all reports are Go profiles, and else lines, or what there is.
package bdma.coverage.file

deny contains {
	"at": file.at, "path": file.path, "metric": metric, "covered": count.covered, "total": count.total,
	"percent": count.percent, "minimum": data.settings.minimum, "lines": lines,
} if {
	some file in input.files
	not file.generated
	count := file.metrics[metric]
	count.covered * 100000000 < round(data.settings.minimum * 1000000) * count.total
	lines := {true: file.untaken, false: file.uncovered}[metric == "branch"]
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
