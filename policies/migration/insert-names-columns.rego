# METADATA
# title: INSERT names its columns
# description: >-
#   Without the names, the values go by the order of the columns, which differs between databases that took different
#   ways: a dropped and added column is the last one here and not there.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-insert.html
# custom:
#   severity: info
#   message: 'INSERT INTO {table} does not say which columns its values are for'
#   fix: 'write INSERT INTO {table} (column, …)'
#   standard: migration/safety
#   tags: [data-changes]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [insert.must-specify-column]}
package bdma.migration.insert_names_columns

deny contains {"at": s.at, "table": s.table} if {
	some s in input.statements
	s.direction == "up"
	s.positional
}
