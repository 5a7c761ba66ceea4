# METADATA
# title: Foreign keys on existing tables are added NOT VALID
# description: >-
#   ADD FOREIGN KEY looks up every row while it holds SHARE ROW EXCLUSIVE on both tables, so that writes to both wait.
#   Added NOT VALID it holds for new rows at once; VALIDATE CONSTRAINT then checks the old ones without blocking writes.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'adding foreign key {name} reads all of {table} under SHARE ROW EXCLUSIVE: writes wait on {locked}'
#   fix: 'add it NOT VALID, and in a later migration: {validate}'
#   standard: migration/locking
#   tags: [locks, scans, foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, all: 1}
package bdma.migration.add_foreign_key_not_valid

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"locked": action.locked, "validate": action.validate,
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.constraint_kind == "FOREIGN KEY"
	action.existed_before
	action.scan
	not action.emptied_in_unit
}
