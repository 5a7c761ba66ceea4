# METADATA
# title: A column is assigned once
# description: >-
#   PostgreSQL refuses a statement that assigns one column twice, when the migration runs and not before.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-update.html
# custom:
#   severity: error
#   message: '{kind} assigns {table}.{column} twice: the migration fails'
#   fix: 'keep one of the two'
#   standard: migration/safety
#   tags: [failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-duplicate-column-assignments]}
package bdma.migration.duplicate_assignment

deny contains {"at": s.at, "kind": s.kind, "table": s.table, "column": column} if {
	some s in input.statements
	s.direction == "up"
	some column in s.assigned_twice
}
