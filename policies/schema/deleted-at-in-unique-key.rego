# METADATA
# title: Unique keys hold for rows that are there
# description: >-
#   Two nulls are never equal. With deleted_at as a key, a unique index compares nothing but rows that are deleted, and of
#   those that are not it lets any number be the same.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-unique.html
# custom:
#   severity: warning
#   message: 'unique {index} on {table} ({columns}) does not hold for rows that are not deleted: {column} is null in them'
#   fix: '{how}'
#   standard: schema/keys
#   tags: [keys, nulls, soft-delete]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.deleted_at_in_unique_key

deny contains {
	"at": index.at, "index": index.name, "table": index.table, "columns": index.columns,
	"column": index.only_deleted, "how": how,
} if {
	some index in input.indexes
	index.only_deleted
	how := sprintf("make it unique over the other keys, WHERE %s IS NULL", [index.only_deleted])
}
