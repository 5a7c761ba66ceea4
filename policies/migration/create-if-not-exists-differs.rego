# METADATA
# title: CREATE TABLE IF NOT EXISTS does not meet another table of the name
# description: >-
#   When the table exists, CREATE TABLE IF NOT EXISTS does nothing, whatever the statement says about columns. The migration counts as done and
#   the schema lacks what it asked for.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS
# custom:
#   severity: error
#   message: '{table} exists already, so that this does nothing: {columns} will not be as it says'
#   fix: 'write ALTER TABLE {table} with what is to change, or leave the statement out'
#   standard: migration/safety
#   tags: [failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM403]}
package bdma.migration.create_if_not_exists_differs

deny contains {"at": s.at, "table": s.table, "columns": s.missing} if {
	some s in input.statements
	s.missing
}
