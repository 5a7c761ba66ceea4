# METADATA
# title: Deleted rows do not block new ones
# description: >-
#   Rows that are deleted by a mark stay in every unique index. Whoever deletes an account and signs up again is told that
#   the address is taken, by a row that nobody can see.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-partial.html
# custom:
#   severity: info
#   message: 'unique {index} on {table} ({columns}) counts rows with {column} set: what was deleted cannot be created again'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes, soft-delete]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {active_record_doctor: [unindexed_deleted_at]}
package bdma.schema.soft_delete_unique

deny contains {
	"at": index.at, "index": index.name, "table": index.table, "columns": index.columns,
	"column": index.keeps_deleted, "how": how,
} if {
	some index in input.indexes
	index.keeps_deleted
	how := sprintf("%s in its place, and %s", [index.create_live, input.outside_transaction])
}
