# METADATA
# title: Nulls do not get past unique keys
# description: >-
#   Two rows with null in a key are never equal: a unique index over several columns lets any number of equal rows in as
#   soon as one of its columns is null.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-unique.html
# custom:
#   severity: info
#   message: 'unique {index} on {table} ({columns}) does not hold for rows where {column} is null'
#   fix: 'declare {column} NOT NULL, write NULLS NOT DISTINCT (since PostgreSQL 15), or add a unique index WHERE {column} IS NULL'
#   standard: schema/keys
#   tags: [keys, nulls]
#   since: "0.1"
#   presets: {all: 1}
package bdma.schema.unique_nullable_key

deny contains {
	"at": index.at, "index": index.name, "table": index.table, "columns": index.columns,
	"column": index.nullable_key,
} if {
	some index in input.indexes
	index.nullable_key
}
