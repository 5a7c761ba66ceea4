# METADATA
# title: Partial indexes leave rows out
# description: >-
#   A predicate that every row fulfils saves nothing, and costs: PostgreSQL does not know that it is true, so that the index
#   serves neither ORDER BY nor ON CONFLICT nor a foreign key.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-partial.html
# custom:
#   severity: warning
#   message: 'the predicate of index {index} on {table} is true of every row, and keeps the index from serving ORDER BY and ON CONFLICT'
#   fix: 'leave WHERE {predicate} out'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [INDEXES_WITH_UNNECESSARY_WHERE_CLAUSE]}
package bdma.schema.pointless_predicate

deny contains {"at": index.at, "index": index.name, "table": index.table, "predicate": index.predicate} if {
	some index in input.indexes
	index.pointless
}
