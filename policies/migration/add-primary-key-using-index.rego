# METADATA
# title: Primary keys of existing tables take over an index
# description: >-
#   ADD PRIMARY KEY builds its index, and looks for nulls, while it holds ACCESS EXCLUSIVE: nobody reads or writes the table
#   until it is done. An index that was built concurrently on columns that are NOT NULL becomes the key in an instant.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
# custom:
#   severity: error
#   message: 'adding primary key {name} {harm} of {table} under {lock}: {blocks} wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans, indexes, keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [adding-serial-primary-key-field], eugene: [W14], atlas: [PG104, PG304], pgfence: [add-pk-without-using-index, add-pk-using-index], pg-migration-lint: [PGM016], pgsafe: [add-primary-key-without-index], pgls: [addingPrimaryKeyConstraint]}
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
package bdma.migration.add_primary_key_using_index

deny contains {
	"at": action.at, "name": action.name, "harm": harm[using_index], "table": action.table,
	"lock": action.lock, "blocks": action.blocks, "how": how,
} if {
	some action in input.actions
	action.kind == "ADD CONSTRAINT"
	action.constraint_kind == "PRIMARY KEY"
	action.existed_before
	action.scan
	not action.emptied_in_unit
	not small(action)
	using_index := object.get(action, "using_index", false)
	known(action, using_index)
	how := concat("; after it: ", array.concat(prove(action), build(action)))
}

harm := {false: "builds the index", true: "looks for nulls in all rows"}

# Of an index that is taken over, nothing is said when its columns are not known.
known(_, false)

known(action, true) if action.nullable

prove(action) := [sprintf("ADD %s NOT VALID, and VALIDATE it in %s", [action.not_null_check, input.later_migration])] if {
	action.nullable
} else := []

# PostgreSQL has no USING INDEX on partitioned tables.
build(action) := ["create a unique index on each partition CONCURRENTLY, and add the key to the partitioned table, which takes them over"] if {
	action.partitioned
} else := [sprintf("%s, and %s%s", [action.create_index, input.outside_transaction, here]), action.use_index] if {
	action.create_index
} else := [action.use_index] if {
	action.use_index
} else := ["add the key"]

here := "" if {
	input.can_leave_transaction
} else := "; leave it here without CONCURRENTLY and with IF NOT EXISTS, for databases that lack it"

small(row) if row.rows < data.settings["small-table"]
