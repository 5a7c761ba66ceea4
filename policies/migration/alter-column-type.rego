# METADATA
# title: Columns keep their type when a change would rewrite the table
# description: >-
#   Most changes of type write the table and all its indexes anew under ACCESS EXCLUSIVE: nobody reads or writes it until
#   that is done. Some are free, such as a longer varchar, varchar to text, or more digits of a numeric; this rule knows them.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'changing {table}.{column} from {from} to {to} rewrites {table} under ACCESS EXCLUSIVE: reads and writes wait'
#   fix: 'add a column of type {to}, copy the values in batches, and exchange the two in a later migration'
#   standard: migration/locking
#   tags: [locks, rewrites]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [changing-column-type], eugene: [E5, E10], strong_migrations: [change_column], atlas: [PG301], pgfence: [alter-column-type], pg-migration-lint: [PGM007], pgsafe: [alter-column-type], pgls: [changingColumnType], django-migration-linter: [ALTER_COLUMN], bytebase: [column.disallow-change-type]}
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
#       utc:
#         type: boolean
#         default: true
#         description: >-
#           Migrations run in sessions whose TimeZone is UTC, so that changes between timestamp and timestamptz are free.
package bdma.migration.alter_column_type

deny contains {"at": action.at, "table": action.table, "column": action.column, "from": action.type_from, "to": action.type} if {
	some action in input.actions
	action.kind == "ALTER COLUMN TYPE"
	action.existed_before
	rewrites(action)
	not action.emptied_in_unit
	not small(action)
}

rewrites(action) if action.rewrite

rewrites(action) if {
	action.rewrite_unless_utc
	not data.settings.utc
}

small(row) if row.rows < data.settings["small-table"]
