# METADATA
# title: Tables hold more than one thing
# description: >-
#   A table of one column can only say that a value is there, and one of none says nothing. Usually a column is still to
#   come, or the table is a list that an enum or a CHECK constraint would hold.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-basics.html
# custom:
#   severity: info
#   message: '{table} has {number}'
#   fix: 'add what is to be known of its rows, or drop it'
#   standard: schema/normalisation
#   tags: [normalisation]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pg-index-health: [TABLES_WITH_ZERO_OR_ONE_COLUMN]}
package bdma.schema.few_columns

deny contains {"at": table.at, "table": table.table, "number": numbers[table.column_count]} if {
	some table in input.tables
	numbers[table.column_count]
	not exempt(table)
}

numbers := {0: "no column", 1: "a single column"}

exempt(table) if table.is_partition

exempt(table) if table.is_bookkeeping

exempt(table) if table.columns_unknown

exempt(table) if table.uncertain

# A set of keys is a thing of its own: reserved names, the values that a column may have.
exempt(table) if table.has_primary_key
