# METADATA
# title: Tables are logged
# description: >-
#   An unlogged table is emptied after a crash and is not there on replicas. That is right for what can be made again, and a
#   loss for everything else.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
# custom:
#   severity: info
#   message: '{table} is unlogged: a crash empties it, and no replica has it'
#   fix: 'leave UNLOGGED out, or silence this with the reason why its rows may go'
#   standard: schema/keys
#   tags: [data-loss]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pg-migration-lint: [PGM506]}
package bdma.schema.no_unlogged

deny contains {"at": table.at, "table": table.table} if {
	some table in input.tables
	table.is_unlogged
	not table.is_partition
}
