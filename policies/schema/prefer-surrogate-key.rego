# METADATA
# title: Primary keys are numbers or uuids
# description: >-
#   A key that means something changes when the world does, and with it every row, index and log that has it. Text also
#   makes each index and each foreign key larger, and is compared by a collation.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS
# custom:
#   severity: info
#   message: 'the primary key {table}.{column} is {type}'
#   fix: 'use a bigint identity or a uuid as key, and UNIQUE for {column}'
#   standard: schema/keys
#   tags: [keys]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       types:
#         type: array
#         items: {type: string}
#         default: [smallint, integer, bigint, uuid]
#         description: Types that a primary key of one column may have.
#   equivalents: {pg-index-health: [PRIMARY_KEYS_WITH_VARCHAR, PRIMARY_KEYS_THAT_MOST_LIKELY_NATURAL_KEYS]}
package bdma.schema.prefer_surrogate_key

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "type": column.type} if {
	some column in input.columns
	column.is_primary_key
	not column.is_foreign_key
	not column.base_type in types
}

types := {type | some type in data.settings.types}
