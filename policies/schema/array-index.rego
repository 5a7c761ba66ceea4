# METADATA
# title: Arrays are indexed by their items
# description: >-
#   A btree index compares whole arrays, in their order: it finds the row whose array is exactly this one. Questions for
#   what an array contains (@>, &&, = ANY) are served by a GIN index only.
# related_resources:
#   - https://www.postgresql.org/docs/current/gin.html
# custom:
#   severity: warning
#   message: 'index {index} on {table} sorts whole arrays of {column}: no query for an item in {column} uses it'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [BTREE_INDEXES_ON_ARRAY_COLUMNS]}
package bdma.schema.array_index

deny contains {"at": index.at, "index": index.name, "table": index.table, "column": index.array_key, "how": how} if {
	some index in input.indexes
	index.array_key
	how := sprintf("replace it by one USING gin (%s): CREATE INDEX CONCURRENTLY, and %s", [index.array_key, input.outside_transaction])
}
