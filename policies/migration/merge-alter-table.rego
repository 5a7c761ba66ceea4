# METADATA
# title: Changes of one table are one ALTER TABLE
# description: >-
#   Each ALTER TABLE waits for its lock anew where it runs outside of a transaction, and each that reads or rewrites the table does so
#   again. One statement with several actions waits once, and goes through the rows once.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: info
#   message: 'the ALTER TABLE statements that follow are about {table} too, and could be one with this'
#   fix: 'write their actions in this statement, with commas between them'
#   standard: migration/locking
#   tags: [locks]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {eugene: [W12], pgls: [multipleAlterTable], pg-migration-lint: [PGM023], bytebase: [statement.merge-alter-table]}
package bdma.migration.merge_alter_table

deny contains {"at": s.at, "related": s.mergeable, "table": s.table} if {
	some s in input.statements
	s.mergeable
}
