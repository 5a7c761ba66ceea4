# METADATA
# title: Checks on existing tables are added NOT VALID
# description: >-
#   ADD CHECK tests every row while it holds ACCESS EXCLUSIVE: nobody reads or writes the table until it is done. Added NOT
#   VALID it holds for new rows at once; VALIDATE CONSTRAINT then tests the old ones without blocking anybody.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'adding check {name} reads all of {table} under {lock}: {blocks} wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [constraint-missing-not-valid], eugene: [E1], strong_migrations: [add_check_constraint], atlas: [PG305], pgfence: [add-constraint-check-no-not-valid], pg-migration-lint: [PGM015], pgsafe: [add-check-without-not-valid], pgls: [constraintMissingNotValid], bytebase: [statement.add-check-not-valid]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       small-table:
#         type: integer
#         minimum: 0
#         default: 10000
#         description: >-
#           A table that bdma.yaml states to have fewer rows than this is left alone.
package bdma.migration.add_check_not_valid

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.lock, "blocks": action.blocks, "how": how,
	"edits": [{"at": at, "after": " NOT VALID"} | at := action.last_word],
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.constraint_kind == "CHECK"
	action.existed_before
	action.scan
	not action.emptied_in_unit
	not small(action)
	how := sprintf("add it NOT VALID, and in %s: %s", [input.later_migration, action.validate])
}

deny contains {
	"at": action.at, "name": action.inline_check, "table": action.table,
	"lock": action.lock, "blocks": action.blocks, "how": how,
} if {
	some action in input.actions
	action.kind == "ADD COLUMN"
	action.inline_check
	action.existed_before
	action.scan
	not action.rewrite
	not action.emptied_in_unit
	not action.no_effect
	not small(action)
	how := sprintf("add the column without it, then: %s, and validate that in %s", [action.add_not_valid, input.later_migration])
}

small(row) if row.rows < data.settings["small-table"]
