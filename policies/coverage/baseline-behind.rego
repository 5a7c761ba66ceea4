# METADATA
# title: The recorded coverage is up to date
# description: >-
#   As long as bdma.coverage.json records less than what is covered, coverage may fall back to it and nobody is told.
# related_resources:
#   - https://docs.codecov.com/docs/commit-status
# custom:
#   severity: info
#   message: '{metric} coverage is {now}, and {baseline} still records {then}'
#   fix: 'record it, and commit the file: bdma baseline --coverage'
#   standard: coverage/ratchet
#   tags: [ratchet]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       points:
#         type: number
#         minimum: 0
#         default: 1
#         description: By how many percentage points more must be covered before it is worth a word.
package bdma.coverage.baseline_behind

deny contains {"at": row.at, "metric": row.metric, "now": row.now, "baseline": row.baseline, "then": row.then} if {
	some row in input.ratchet
	row.scope == "total"
	row.recorded
	row.metric == input.headline
	row.rose_by > data.settings.points * 1000
}
