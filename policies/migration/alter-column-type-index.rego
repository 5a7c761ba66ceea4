# METADATA
# title: A change of type that leaves the rows alone builds no index anew
# description: >-
#   A longer varchar or a text instead of it rewrites nothing. An index with an expression or a predicate on the column is built anew all the
#   same, and a CHECK is checked anew: under ACCESS EXCLUSIVE, so that nobody reads or writes the table until that is done.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: warning
#   message: 'changing {table}.{column} to {to} {does} under ACCESS EXCLUSIVE: reads and writes of {table} wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans, indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       small-table:
#         type: integer
#         minimum: 0
#         default: 10000
#         description: >-
#           A table that bdma.yaml states to have fewer rows than this is left alone.
package bdma.migration.alter_column_type_index

deny contains {"at": action.at, "table": action.table, "column": action.column, "to": action.type, "does": does, "how": how} if {
	some action in input.actions
	action.anew
	action.existed_before
	not action.emptied_in_unit
	not small(action)
	index := object.get(action, "anew_index", false)
	does := sprintf(work[index], [action.anew])
	how := instead(action, index)
}

work := {true: "builds index %s anew", false: "checks %s in every row"}

instead(action, false) := sprintf("drop %s in a migration before, add it NOT VALID after this one, and VALIDATE it in %s", [action.anew, input.later_migration])

instead(action, true) := sprintf("add a column of type %s with an index that is built CONCURRENTLY, copy the values in batches, and exchange the two in %s", [action.type, input.later_migration]) if {
	action.anew_key
} else := sprintf("DROP INDEX CONCURRENTLY %s before this migration, and CREATE INDEX CONCURRENTLY it after; for each of the two: %s", [action.anew, input.outside_transaction]) if {
	input.can_leave_transaction
} else := sprintf("DROP INDEX CONCURRENTLY %s by hand before the deployment, and CREATE INDEX CONCURRENTLY it by hand after it: no migration of %s can leave its transaction", [action.anew, input.runner])

small(row) if row.rows < data.settings["small-table"]
