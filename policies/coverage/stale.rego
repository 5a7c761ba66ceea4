# METADATA
# title: Coverage reports are of this code
# description: >-
#   A report that was written before the code is a number about the past. It passes or fails a change that it has never
#   seen, and it does so quietly: thousands of public repositories carry a report that somebody once committed.
# related_resources:
#   - https://git-scm.com/docs/gitignore
# custom:
#   severity: error
#   message: 'this report is older than the code: {signs}'
#   fix: '{fix}'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       signs:
#         type: array
#         items: {type: string, enum: [lines, sources, commit, tracked]}
#         minItems: 1
#         uniqueItems: true
#         default: [lines, sources, commit, tracked]
#         description: >-
#           What shows the age of a report: that it speaks of lines after the end of a file or of a changed Go file as it was before, that its source files were
#           changed after it was written, that it was written at another commit in which they differ, and that git keeps it
#           and nothing wrote it since the checkout.
#       tolerance:
#         type: integer
#         minimum: 0
#         default: 5
#         description: How many minutes source files may be newer, because clocks differ.
package bdma.coverage.stale

deny contains {"at": report.at, "related": others, "signs": signs, "fix": fix} if {
	some report in input.reports
	not report.stale_like
	texts := [sign.text |
		some sign in report.stale
		sign.sign in data.settings.signs
		object.get(sign, "minutes", data.settings.tolerance) >= data.settings.tolerance
	]
	count(texts) > 0
	signs := concat("; ", texts)
	others := [other.at | some other in input.reports; other.stale_like == report.path]
	fix := fixes[object.get(report, "tracked", false)]
}

fixes := {
	true: "run the tests before bdma so that they write it, and take it out of git: git rm --cached; exclude it in bdma.yaml if it is data of a test",
	false: "run the tests before bdma, in the same checkout, so that they write it anew",
}
