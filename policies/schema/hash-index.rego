# METADATA
# title: Indexes are not of the method hash
# description: >-
#   A hash index serves equality of one column and nothing else: no order, no range, no uniqueness, no second column. A
#   btree index does all of it and is seldom slower.
# related_resources:
#   - https://www.postgresql.org/docs/current/hash-index.html
# custom:
#   severity: info
#   message: 'index {index} on {table} is a hash index, which serves = and nothing else'
#   fix: 'leave USING hash out'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {gitlab: [HashIndex]}
package bdma.schema.hash_index

deny contains {"at": index.at, "index": index.name, "table": index.table} if {
	some index in input.indexes
	index.method == "hash"
}
