# METADATA
# title: Columns keep their names while code uses them
# description: >-
#   During a deployment the old version of the application still runs, and names the column in its queries: they fail from the
#   moment it has another name. Going back fails in the same way.
# related_resources:
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: warning
#   message: 'renaming {table}.{column} to {to} breaks running code that names it'
#   fix: 'add {to}, write both in the next release, copy the old values, and drop {column} when nothing uses it; or let the application call it {to} and the database {column}'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [renaming-column], strong_migrations: [rename_column], atlas: [BC102], pgfence: [rename-column], pg-migration-lint: [PGM505], pgsafe: [rename], pgls: [renamingColumn], django-migration-linter: [RENAME_COLUMN]}
package bdma.migration.rename_column

deny contains {"at": action.at, "table": action.table, "column": action.column, "to": action.to} if {
	some action in input.actions
	action.kind == "RENAME COLUMN"
	action.existed_before
	not action.column_created_in_unit
	not action.old_name_exists
}
