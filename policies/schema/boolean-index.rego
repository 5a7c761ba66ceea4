# METADATA
# title: A boolean alone is not indexed
# description: >-
#   An index on a boolean splits the table in two. For the larger part reading the table is cheaper, and for the smaller one
#   a partial index is a fraction of the size and costs nothing for rows of the other.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-partial.html
# custom:
#   severity: warning
#   message: 'index {index} on {table} has the boolean {column} as its only key'
#   fix: 'index what queries look for, WHERE {column} or WHERE NOT {column}, whichever is rare'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [INDEXES_WITH_BOOLEAN]}
package bdma.schema.boolean_index

deny contains {"at": index.at, "index": index.name, "table": index.table, "column": index.boolean_key} if {
	some index in input.indexes
	index.boolean_key
}
