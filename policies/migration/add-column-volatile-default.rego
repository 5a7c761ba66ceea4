# METADATA
# title: New columns do not rewrite the table
# description: >-
#   A constant default is stored once, whatever the size of the table. A default that differs from row to row, a serial, an
#   identity, a generated column or a domain with a constraint makes PostgreSQL write every row and every index anew under ACCESS EXCLUSIVE.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
# custom:
#   severity: error
#   message: 'adding {table}.{column}{more} rewrites {table} under ACCESS EXCLUSIVE, because {why}: reads and writes wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, rewrites]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [adding-field-with-default, adding-serial-primary-key-field], eugene: [E10, E11], strong_migrations: [add_column_default, add_column_auto_incrementing, add_column_generated_stored], atlas: [PG302], pgfence: [add-column-non-constant-default, add-column-serial, add-column-stored-generated], pg-migration-lint: [PGM006], pgsafe: [add-column-volatile-default, add-column-serial, add-column-identity, add-column-generated-stored], pgls: [addingFieldWithDefault, addSerialColumn, addingPrimaryKeyConstraint], bytebase: [column.default-disallow-volatile, statement.disallow-add-column-with-default], gitlab: [AddColumnWithDefault]}
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
package bdma.migration.add_column_volatile_default

deny contains {
	"at": action.at, "related": others, "table": action.table, "column": action.column, "more": more,
	"why": why[action.rewrite_reason], "how": fix,
} if {
	some action in input.actions
	action.kind == "ADD COLUMN"
	action.existed_before
	action.rewrite
	not action.emptied_in_unit
	not small(action)
	not action.no_effect
	not action.rewrite_counted
	fix := instead(action)
	others := object.get(action, "rewritten_with", [])
	more := and_more(count(others))
}

and_more(0) := ""

and_more(1) := " and one more column"

and_more(n) := sprintf(" and %d more columns", [n]) if n > 1

why := {
	"volatile default": "its default differs from row to row",
	"serial": "a serial takes a number for every row",
	"identity": "an identity takes a number for every row",
	"generated column": "the generated values are stored",
	"constrained domain": "the domain's constraint is checked in every row",
}

instead(action) := sprintf("add the column without NOT NULL and the default, SET DEFAULT for new rows, fill the old ones in batches in %s, and make it NOT NULL after that", [input.later_migration]) if {
	action.rewrite_reason == "volatile default"
	action.not_null
} else := sprintf(how[action.rewrite_reason], [input.later_migration])

how := {
	"volatile default": "add the column without the default, SET DEFAULT for new rows, and fill the old ones in batches in %s",
	"serial": "add it as bigint, SET DEFAULT nextval(…) of a new sequence, and fill the old rows in batches in %s",
	"identity": "add it as bigint, SET DEFAULT nextval(…) of a new sequence, fill the old rows in batches in %s, and make it NOT NULL and an identity after that",
	"generated column": "add an ordinary column, keep it up to date with a trigger, and fill it in batches in %s",
	"constrained domain": "add it with the domain's base type, add the constraint as a CHECK … NOT VALID, and VALIDATE that in %s",
}

small(row) if row.rows < data.settings["small-table"]
