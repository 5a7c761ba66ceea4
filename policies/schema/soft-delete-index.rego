# METADATA
# title: Marks of deletion are in an index
# description: >-
#   Queries for rows that are not deleted read past those that are. Where many are, an index over the rest only (WHERE
#   deleted_at IS NULL) is smaller and skips them.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-partial.html
# custom:
#   severity: info
#   message: 'no index of {table} leaves out rows with {column} set'
#   fix: 'add WHERE {column} IS NULL to the indexes that queries for live rows use'
#   standard: schema/indexing
#   tags: [indexes, soft-delete]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {active_record_doctor: [unindexed_deleted_at]}
package bdma.schema.soft_delete_index

deny contains {"at": table.soft_delete_at, "table": table.table, "column": table.soft_delete} if {
	some table in input.tables
	table.soft_delete
	not table.soft_delete_indexed
	not table.uncertain
}
