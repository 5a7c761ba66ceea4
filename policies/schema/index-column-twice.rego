# METADATA
# title: No index has a key twice
# description: >-
#   A second time the same key narrows nothing down. Most often another column was meant, whose queries are slow without
#   anybody knowing why.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createindex.html
# custom:
#   severity: warning
#   message: 'index {index} on {table} has {column} as a key twice'
#   fix: 'name the column that was meant, or leave the second {column} out'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {bytebase: [index.no-duplicate-column]}
package bdma.schema.index_column_twice

deny contains {"at": index.at, "index": index.name, "table": index.table, "column": index.repeated_key} if {
	some index in input.indexes
	index.repeated_key
}
