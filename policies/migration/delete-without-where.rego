# METADATA
# title: DELETE has a WHERE clause
# description: >-
#   A DELETE without WHERE removes every row of a table that is in use. When a condition was forgotten, the rows are gone, and the
#   transaction is committed before anybody looks.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-delete.html
# custom:
#   severity: warning
#   message: 'DELETE without WHERE removes every row of {table}'
#   fix: 'add the condition that was meant; if all rows are to go, keep a copy of what may still be asked for'
#   standard: migration/safety
#   tags: [data-loss]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pgls: [banDeleteWithoutWhere], pgfence: [delete-without-where], bytebase: [statement.where.require.update-delete]}
package bdma.migration.delete_without_where

deny contains {"at": s.at, "table": s.table} if {
	some s in input.statements
	s.kind == "DELETE"
	s.direction == "up"
	s.existed_before
	not s.filtered
	not s.emptied_in_unit
}
