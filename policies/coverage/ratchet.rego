# METADATA
# title: Coverage does not fall
# description: >-
#   Coverage falls a little at a time, and each step looks harmless. What was covered once, as bdma.coverage.json records it
#   or a report of the past shows it, is the least that a change must keep. Deleting code never fails this rule: what counts
#   is that a lower share is covered, and that more is uncovered than before.
# related_resources:
#   - https://docs.codecov.com/docs/commit-status
# custom:
#   severity: error
#   message: '{metric} coverage {problem}'
#   fix: '{fix}'
#   standard: coverage/ratchet
#   tags: [ratchet]
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
#           What is counted. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
#       scope:
#         type: array
#         items: {type: string, enum: [total, package, component]}
#         minItems: 1
#         uniqueItems: true
#         default: [total]
#         description: What must not fall.
#         examples: [[total, package]]
#       fails-when:
#         type: string
#         enum: [both, percent, uncovered]
#         default: both
#         description: >-
#           What is a fall: that the share is lower and more is uncovered, or one of these alone. Deleting code that is
#           covered lowers the share, and covering old code hides new code without tests from "both".
#       tolerance:
#         type: number
#         minimum: 0
#         default: 0
#         description: By how many percentage points the share may be lower, for tests that do not run the same lines each time.
package bdma.coverage.ratchet

deny contains {"at": row.at, "metric": row.metric, "problem": problem, "fix": fix} if {
	some row in input.ratchet
	row.metric == metric
	row.scope in data.settings.scope

	# The two are not of the same code: coverage/missing-report.
	not row.partial
	signs := {sign |
		some sign, seen in {"percent": row.fell_by > data.settings.tolerance * 1000, "uncovered": row.more_uncovered > 0}
		seen
	}
	count(needed[data.settings["fails-when"]] - signs) == 0
	least := {"both": min([row.needed, row.more_uncovered]), "percent": row.needed, "uncovered": row.more_uncovered}
	problem := sprintf("of %s is %s, and was %s in %s: %s", [row.name, row.now, row.then, row.baseline, row.change])
	more := least[data.settings["fails-when"]]
	noun := {true: input.units[metric].one, false: input.units[metric].many}[more == 1]
	fix := sprintf("cover %d more %s, and it is where it was", [more, noun])
}

deny contains {"at": row.at, "metric": metric, "problem": problem, "fix": fix} if {
	some row in input.incomparable
	row.metric == metric
	problem := sprintf("cannot be compared with the past: %s", [row.text])
	fix := fixes[row.gone]
}

fixes := {
	true: "have CI fetch the report of the main branch before bdma, or record what is covered: bdma baseline --coverage",
	false: "record the coverage anew, as it is measured now: bdma baseline --coverage",
}

needed := {"both": {"percent", "uncovered"}, "percent": {"percent"}, "uncovered": {"uncovered"}}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"
