# METADATA
# title: Indexed columns are analyzed after a change of type
# description: >-
#   When the type of a column changes, PostgreSQL throws the statistics of its values away, even when no row is rewritten.
#   Until the next ANALYZE the planner guesses, and queries that used an index may read the whole table.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-analyze.html
# custom:
#   severity: warning
#   message: 'changing the type of {table}.{column} deletes its statistics, which queries by index {index} rely on'
#   fix: 'put after it, in the same migration: {analyze}'
#   standard: migration/compatibility
#   tags: [indexes, types, deployment]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
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
package bdma.migration.analyze_after_type_change

deny contains {"at": action.at, "table": action.table, "column": action.column, "index": action.indexed_by, "analyze": action.analyze} if {
	some action in input.actions
	action.kind == "ALTER COLUMN TYPE"
	action.existed_before
	action.indexed_by
	not action.rewrite
	not action.analyzed
	not action.emptied_in_unit
	not small(action)
}

small(row) if row.rows < data.settings["small-table"]
