# METADATA
# title: Unique constraints on existing tables take over an index
# description: >-
#   ADD UNIQUE builds its index while it holds ACCESS EXCLUSIVE: nobody reads or writes the table until it is done. An index
#   that was built concurrently becomes the constraint in an instant, and duplicates come to light while it is built.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
# custom:
#   severity: error
#   message: 'adding unique constraint {name} builds its index on {table} under {lock}: {blocks} wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans, indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [disallowed-unique-constraint], eugene: [E7], strong_migrations: [add_unique_constraint], atlas: [PG105, MF101], pgfence: [add-constraint-unique], pg-migration-lint: [PGM017], pgsafe: [add-unique-constraint], pgls: [disallowUniqueConstraint], django-migration-linter: [ADD_UNIQUE]}
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
package bdma.migration.add_unique_using_index

deny contains {
	"at": action.at, "name": action.name, "table": action.table,
	"lock": action.lock, "blocks": action.blocks, "how": how,
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.constraint_kind == "UNIQUE"
	action.existed_before
	not action.using_index
	not action.emptied_in_unit
	not small(action)
	how := instead(action)
}

deny contains {
	"at": action.at, "name": action.inline_unique, "table": action.table,
	"lock": action.lock, "blocks": action.blocks, "how": how,
} if {
	some action in input.actions
	action.kind == "ADD COLUMN"
	action.inline_unique
	action.existed_before
	action.scan
	not action.rewrite
	not action.emptied_in_unit
	not action.no_effect
	not small(action)
	how := sprintf("add the column without it%s; then %s", [earlier, instead(action)])
}

# PostgreSQL has no USING INDEX on partitioned tables.
instead(action) := "create a unique index ON ONLY the partitioned table, then CONCURRENTLY on each partition, and attach these with ALTER INDEX … ATTACH PARTITION" if {
	action.partitioned
} else := sprintf("%s, and %s%s; after it: %s", [action.create_index, input.outside_transaction, here, action.use_index]) if {
	action.create_index
} else := sprintf("take over the index that the table has: %s", [action.use_index])

# Before it can be indexed by hand, the column has to be there.
earlier := "" if {
	input.can_leave_transaction
} else := " in an earlier deployment"

here := "" if {
	input.can_leave_transaction
} else := "; leave it here without CONCURRENTLY and with IF NOT EXISTS, for databases that lack it"

small(row) if row.rows < data.settings["small-table"]
