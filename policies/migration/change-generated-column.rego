# METADATA
# title: Generated columns keep their expression
# description: >-
#   SET EXPRESSION, which PostgreSQL has since version 17, computes the column anew for every row: the table and its indexes
#   are written anew under ACCESS EXCLUSIVE.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-EXPRESSION
# custom:
#   severity: error
#   message: 'changing the expression of {table}.{column} rewrites {table} under {lock}: {blocks} wait'
#   fix: 'DROP EXPRESSION, which rewrites nothing; keep the column up to date with a trigger, and fill the old rows in batches'
#   standard: migration/locking
#   tags: [locks, rewrites]
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
package bdma.migration.change_generated_column

deny contains {
	"at": action.at, "table": action.table, "column": action.column,
	"lock": action.lock, "blocks": action.blocks,
} if {
	some action in input.actions
	action.kind == "SET EXPRESSION"
	action.existed_before
	action.rewrite
	input.postgres_version < 18 # where a generated column may be virtual, of which nothing is stored
	not action.emptied_in_unit
	not small(action)
}

small(row) if row.rows < data.settings["small-table"]
