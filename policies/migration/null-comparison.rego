# METADATA
# title: NULL is compared with IS NULL
# description: >-
#   A comparison with NULL by = or <> is never true, not even for NULL itself: the condition leaves out every row, in
#   silence.
# related_resources:
#   - https://www.postgresql.org/docs/current/functions-comparison.html
# custom:
#   severity: error
#   message: 'this comparison with NULL in {kind} on {table} is never true'
#   fix: 'write IS NULL or IS NOT NULL'
#   standard: migration/safety
#   tags: [failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.null_comparison

deny contains {"at": at, "kind": s.kind, "table": s.table} if {
	some s in input.statements
	s.direction == "up"
	some at in s.null_comparisons
}
