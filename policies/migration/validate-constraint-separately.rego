# METADATA
# title: Constraints are validated after the transaction that adds them
# description: >-
#   VALIDATE CONSTRAINT reads every row under a lock that lets others read and write. In the transaction that added the
#   constraint, the strong lock of ADD CONSTRAINT is still held meanwhile, and nothing is won by NOT VALID.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'validating {name} in the transaction that adds it reads all of {table} under {lock}: {blocks} wait on {locked}'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [constraint-missing-not-valid], pgfence: [not-valid-validate-same-tx], pgls: [requireSeparateConstraintValidation]}
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
package bdma.migration.validate_constraint_separately

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.held_lock, "blocks": action.held_blocks, "locked": action.locked,
	"how": how,
} if {
	some action in input.actions
	action.kind == "VALIDATE CONSTRAINT"
	action.added_in_unit
	action.existed_before
	not action.emptied_in_unit
	not small(action)
	how := instead(action)
}

instead(action) := "write REFERENCES in ADD COLUMN: a new column without a default is null in every row, and nothing is read" if {
	action.on_new_column
} else := sprintf("validate it in %s, as the lock of ADD CONSTRAINT is held to the end of the transaction", [input.later_migration])

small(row) if row.rows < data.settings["small-table"]
