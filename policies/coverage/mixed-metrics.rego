# METADATA
# title: Reports that are added up count the same things
# description: >-
#   One run of the same tests comes to 52 % of lines when the lines of statements count, and to 61 % when every line of the
#   source does. A total of both is neither, and a total of a metric that one of the reports does not count leaves its code out.
# related_resources:
#   - https://github.com/bcoe/c8#readme
#   - https://istanbul.js.org/
# custom:
#   severity: warning
#   message: 'the total {metric} coverage adds up what cannot be added: {problem}'
#   fix: '{fix}'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       metrics:
#         type: array
#         items: {type: string, enum: [line, branch, function, statement, instruction]}
#         uniqueItems: true
#         default: []
#         description: The metrics beside the headline that every report must count.
#         examples: [[branch]]
package bdma.coverage.mixed_metrics

deny contains {
	"at": row.at, "metric": row.metric, "problem": row.text,
	"fix": "let one tool measure all of this code: nyc or c8, Istanbul or V8, but not both",
} if {
	some row in input.incompatible
	row.kind == "basis"
}

deny contains {
	"at": row.at, "metric": row.metric, "problem": row.text,
	"fix": "let the tool of this report count it too, or judge by a metric that all of them count",
} if {
	some row in input.incompatible
	row.kind == "metric"
	wanted[row.metric]
}

wanted contains input.headline

wanted contains metric if some metric in data.settings.metrics
