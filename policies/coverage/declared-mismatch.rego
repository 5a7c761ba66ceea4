# METADATA
# title: A report's stated total is the sum of its lines
# description: >-
#   Dashboards and badges repeat the total that a report states in its header. When its own records add up to something
#   else, it was filtered, merged or edited after it was written, and one of the two numbers is wrong.
# related_resources:
#   - https://github.com/linux-test-project/lcov/blob/master/man/geninfo.1
# custom:
#   severity: warning
#   message: 'the report states {metric} coverage of {declared}, but its records add up to {covered}/{total}'
#   fix: 'write the report anew with the tool that measures, and do not filter or merge it by hand; bdma counts the records'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       tolerance:
#         type: number
#         minimum: 0
#         default: 0.1
#         description: How far the two may be apart, in percentage points.
#       metrics:
#         type: array
#         items: {type: string, enum: [line, branch, function, statement, instruction]}
#         default: [line, statement, instruction]
#         description: >-
#           The metrics to compare. Tools disagree on what a branch or a function is, so that these two differ in many
#           sound reports.
package bdma.coverage.declared_mismatch

deny contains {
	"at": mismatch.at, "metric": mismatch.metric, "declared": mismatch.declared,
	"covered": mismatch.covered, "total": mismatch.total,
} if {
	some mismatch in input.declared_mismatches
	mismatch.metric in data.settings.metrics
	mismatch.difference > data.settings.tolerance * 1000
}
