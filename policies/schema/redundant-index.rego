# METADATA
# title: No index repeats another one
# description: >-
#   An index whose columns another one begins with serves no query that the other one does not serve. It costs disk, memory
#   and time on every write.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-multicolumn.html
# custom:
#   severity: warning
#   message: 'index {index} on {table} ({columns}) is redundant: {other} on ({other_columns}) serves the same queries'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.redundant_index

deny contains {
	"at": index.at, "related": [other.at], "index": index.name, "table": index.table,
	"columns": index.columns, "other": other.name, "other_columns": other.columns, "how": how,
} if {
	some index in input.indexes
	other := index.redundant_to
	how := drop(index)
}

drop(index) := sprintf("%s, and %s", [index.drop, input.outside_transaction]) if {
	index.drops_concurrently
} else := index.drop
