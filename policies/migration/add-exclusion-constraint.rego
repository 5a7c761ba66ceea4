# METADATA
# title: Exclusion constraints come with their table
# description: >-
#   ADD EXCLUDE builds its index while it holds ACCESS EXCLUSIVE: nobody reads or writes the table until it is done.
#   PostgreSQL has no way to build it beforehand.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE
# custom:
#   severity: warning
#   message: 'adding exclusion constraint {name} builds its index on {table} under {lock}: {blocks} wait'
#   fix: 'add it while nobody uses the table, with SET lock_timeout and SET statement_timeout before it; or create a table with the constraint, copy the rows, and exchange the two'
#   standard: migration/locking
#   tags: [locks, scans, indexes]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {eugene: [E8], strong_migrations: [add_exclusion_constraint], pgfence: [add-constraint-exclude], pg-migration-lint: [PGM019], pgsafe: [add-exclusion-constraint], pgls: [avoidAddingExclusionConstraint]}
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
package bdma.migration.add_exclusion_constraint

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.lock, "blocks": action.blocks,
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.constraint_kind == "EXCLUDE"
	action.existed_before
	not action.emptied_in_unit
	not small(action)
}

small(row) if row.rows < data.settings["small-table"]
