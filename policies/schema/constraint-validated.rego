# METADATA
# title: Constraints hold for every row in the end
# description: >-
#   A constraint that was added NOT VALID says nothing of the rows that were there before, and the planner does not rely on
#   it. Once the old rows are mended, VALIDATE CONSTRAINT checks them without blocking anybody.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT
# custom:
#   severity: warning
#   message: '{kind} {name} of {table} was added NOT VALID and never validated: older rows may break it'
#   fix: 'add a migration: {validate}'
#   standard: schema/keys
#   tags: [keys, foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [NOT_VALID_CONSTRAINTS]}
package bdma.schema.constraint_validated

deny contains {"at": key.at, "kind": kind[key.kind], "name": key.name, "table": key.table, "validate": key.validate} if {
	some key in input.constraints
	not key.validated
	not key.in_last_migration
	not key.table_uncertain
}

kind := {"FOREIGN KEY": "foreign key", "CHECK": "check"}
