# METADATA
# title: Tables do not inherit
# description: >-
#   Unique and foreign keys do not reach the heirs of a table: the same id can be in both, and nothing can reference either.
#   Partitions, or a column that tells the kinds apart, have no such gap.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_table_inheritance
# custom:
#   severity: warning
#   message: '{table} inherits from another table, whose primary, unique and foreign keys do not hold for it'
#   fix: 'partition the parent, or keep both in one table with a column for the kind'
#   standard: schema/keys
#   tags: [keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pg-index-health: [TABLES_WITH_INHERITANCE]}
package bdma.schema.no_inheritance

deny contains {"at": table.at, "table": table.table} if {
	some table in input.tables
	table.inherits
}
