# METADATA
# title: Foreign keys on existing tables are added NOT VALID
# description: >-
#   ADD FOREIGN KEY looks up every row while it holds SHARE ROW EXCLUSIVE on both tables, so that writes to both wait.
#   Added NOT VALID it holds for new rows at once; VALIDATE CONSTRAINT then checks the old ones without blocking writes.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'adding foreign key {name} reads all of {table} under {lock}: {blocked} wait on {locked}'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans, foreign-keys]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [adding-foreign-key-constraint, constraint-missing-not-valid], eugene: [E1], strong_migrations: [add_foreign_key, add_reference], atlas: [PG306], pgfence: [add-constraint-fk-no-not-valid], pg-migration-lint: [PGM014], pgsafe: [add-fk-without-not-valid], pgls: [addingForeignKeyConstraint, constraintMissingNotValid], bytebase: [statement.add-foreign-key-not-valid], gitlab: [AddConcurrentForeignKey]}
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
package bdma.migration.add_foreign_key_not_valid

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.lock, "blocked": action.blocks, "locked": action.locked, "how": how,
	"edits": [{"at": action.last_word, "after": " NOT VALID"} | plain(action)],
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.looks_up
	action.existed_before
	not action.emptied_in_unit
	not small(action)
	how := instead(action)
}

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.lock, "blocked": action.blocks, "locked": [action.table], "how": how,
} if {
	some action in input.actions
	action.kind == "ADD COLUMN"
	action.looks_up
	action.existed_before
	not action.emptied_in_unit
	not small(action)
	not action.no_effect
	how := without(action)
}

without(action) := sprintf("add the column without it, then the foreign key NOT VALID, and in %s: %s", [input.later_migration, action.validate]) if {
	action.has_default
} else := "leave DEFAULT NULL out: it is the default anyway, and without the words nothing is read"

# PostgreSQL has no NOT VALID foreign keys on partitioned tables before version 18.
instead(action) := sprintf("add it NOT VALID to each partition, VALIDATE it there in %s, and add it to %s after that, which takes these over", [input.later_migration, action.table]) if {
	action.partitioned
	input.postgres_version < 18
} else := "write REFERENCES in ADD COLUMN: a new column without a default is null in every row, and nothing is read" if {
	action.on_new_column
} else := sprintf("add it NOT VALID, and in %s: %s", [input.later_migration, action.validate])

# The word alone is enough.
plain(action) if {
	not action.on_new_column
	not action.partitioned
}

small(row) if row.rows < data.settings["small-table"]
