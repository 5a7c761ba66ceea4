# METADATA
# title: Something is known of every row
# description: >-
#   A table in which every column beside the key may be null accepts rows that say nothing. Most often NOT NULL was
#   forgotten, and every reader has to be ready for nulls that never come.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL
# custom:
#   severity: info
#   message: 'every column of {table} outside of its primary key may be null: a row may say nothing'
#   fix: 'declare NOT NULL what every row has'
#   standard: schema/keys
#   tags: [nulls]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pg-index-health: [TABLES_WHERE_ALL_COLUMNS_NULLABLE_EXCEPT_PK]}
package bdma.schema.only_nullable_columns

deny contains {"at": table.at, "table": table.table} if {
	some table in input.tables
	table.only_nullable
	table.has_primary_key # what lacks one is told to get one, which is NOT NULL
	not table.uncertain
}
