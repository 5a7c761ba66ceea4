# METADATA
# title: New NOT NULL columns have a default
# description: >-
#   Rows that exist have no value for the new column. When there is even one, the migration fails, most often in
#   production only, because test databases are empty.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN
# custom:
#   severity: error
#   message: 'adding {table}.{column} NOT NULL without a default fails as soon as {table} has a row'
#   fix: 'give it a DEFAULT, or add it nullable, fill it, and make it NOT NULL in a later migration'
#   standard: migration/safety
#   tags: [failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [adding-required-field], atlas: [MF103], pgfence: [add-column-not-null-no-default], pg-migration-lint: [PGM008], pgsafe: [add-column-not-null-no-default], pgls: [addingRequiredField], django-migration-linter: [NOT_NULL], bytebase: [statement.disallow-add-not-null]}
package bdma.migration.add_column_not_null_no_default

deny contains {"at": action.at, "table": action.table, "column": action.column} if {
	some action in input.actions
	action.kind == "ADD COLUMN"
	action.not_null
	action.existed_before
	not action.has_default
	not action.emptied_in_unit
	not action.no_effect
}
