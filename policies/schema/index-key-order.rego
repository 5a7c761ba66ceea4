# METADATA
# title: Times come last in an index
# description: >-
#   A range of times ends the part of an index that a search can follow: keys after it are read and thrown away. With the
#   time as the last key the search is exact in the others.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-multicolumn.html
# custom:
#   severity: info
#   message: 'index {index} on {table} has keys after the time {column}, which a search for a range of {column} does not use'
#   fix: 'put {column} last'
#   standard: schema/indexing
#   tags: [indexes, time]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pg-index-health: [INDEXES_WITH_TIMESTAMP_IN_THE_MIDDLE]}
package bdma.schema.index_key_order

deny contains {"at": index.at, "index": index.name, "table": index.table, "column": index.moment_inside} if {
	some index in input.indexes
	index.moment_inside
}
