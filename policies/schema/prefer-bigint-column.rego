# METADATA
# title: Integers have 64 bits
# description: >-
#   A counter or a number from another system outgrows an integer at 2,147,483,647, and every insert fails from then on. The
#   change to bigint writes the whole table anew; the four bytes saved are often lost to padding.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT
# custom:
#   severity: info
#   message: '{table}.{column} is {type}, which ends at {largest}'
#   fix: 'write bigint'
#   standard: schema/types
#   tags: [types]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [prefer-bigint-over-int, prefer-bigint-over-smallint], pgfence: [prefer-bigint-over-int], pgls: [preferBigInt, preferBigintOverInt, preferBigintOverSmallint], pg-index-health: [SEQUENCE_OVERFLOW]}
package bdma.schema.prefer_bigint_column

deny contains {
	"at": column.type_at, "table": column.table, "column": column.name,
	"type": column.base_type, "largest": largest[column.base_type],
} if {
	some column in input.columns
	largest[column.base_type]
	not column.is_primary_key
	not column.is_foreign_key
}

largest := {"smallint": "32,767", "integer": "2,147,483,647"}
