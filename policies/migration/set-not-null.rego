# METADATA
# title: Columns become NOT NULL without a scan
# description: >-
#   SET NOT NULL reads every row while it holds ACCESS EXCLUSIVE: nobody reads or writes the table until it is done. Since
#   PostgreSQL 12 a validated CHECK (column IS NOT NULL) spares the scan, and it can be validated without blocking anybody.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL
# custom:
#   severity: error
#   message: 'SET NOT NULL on {table}.{column} reads all of {table} under ACCESS EXCLUSIVE: reads and writes wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [adding-not-nullable-field], eugene: [E2], strong_migrations: [change_column_null], atlas: [PG303, MF104], pgfence: [alter-column-set-not-null], pg-migration-lint: [PGM013], pgsafe: [set-not-null], pgls: [addingNotNullField], django-migration-linter: [NOT_NULL], gitlab: [ChangeColumnNullOnHighTrafficTable]}
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
package bdma.migration.set_not_null

deny contains {"at": action.at, "table": action.table, "column": action.column, "how": how} if {
	some action in input.actions
	action.kind == "SET NOT NULL"
	action.existed_before
	action.scan
	not action.emptied_in_unit
	not small(action)
	how := instead(action)
}

# Before PostgreSQL 12 the CHECK spares no scan, and stands in for NOT NULL.
instead(action) := sprintf("ADD %s NOT VALID, VALIDATE it in %s, and SET NOT NULL after that", [action.not_null_check, input.later_migration]) if {
	input.postgres_version >= 12
} else := sprintf("ADD %s NOT VALID, VALIDATE it in %s, and leave NOT NULL out", [action.not_null_check, input.later_migration])

small(row) if row.rows < data.settings["small-table"]
