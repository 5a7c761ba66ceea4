# METADATA
# title: Tables stay where and how they are stored
# description: >-
#   SET LOGGED, SET UNLOGGED, SET TABLESPACE and SET ACCESS METHOD copy the whole table under ACCESS EXCLUSIVE: nobody reads
#   or writes it until that is done.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-LOGGED-UNLOGGED
# custom:
#   severity: error
#   message: '{action} rewrites {table} under {lock}: {blocks} wait'
#   fix: 'create a table that is stored so, copy the rows in batches, and exchange the two; pg_repack moves a table between tablespaces while it is in use'
#   standard: migration/locking
#   tags: [locks, rewrites]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pgfence: [set-logged-unlogged], pgsafe: [set-logged-unlogged, set-access-method]}
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
package bdma.migration.change_table_storage

deny contains {"at": action.at, "action": action.kind, "table": action.table, "lock": action.lock, "blocks": action.blocks} if {
	some action in input.actions
	action.rewrite_reason in {"persistence", "tablespace", "access method"}
	action.existed_before
	not action.partitioned
	not action.emptied_in_unit
	not small(action)
}

small(row) if row.rows < data.settings["small-table"]
