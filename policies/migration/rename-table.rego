# METADATA
# title: Tables keep their names while code uses them
# description: >-
#   During a deployment the old version of the application still runs, and names the table in its queries: they fail from the
#   moment it has another name. Going back fails in the same way. A view of the old name, made in the same migration, lets
#   both versions run.
# related_resources:
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: warning
#   message: 'renaming {table} to {to} breaks running code that names it'
#   fix: '{how}'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [renaming-table], strong_migrations: [rename_table], atlas: [BC101], pgfence: [rename-table], pg-migration-lint: [PGM504], pgsafe: [rename], pgls: [renamingTable], django-migration-linter: [RENAME_TABLE]}
package bdma.migration.rename_table

deny contains {"at": action.at, "table": action.table, "to": action.to, "how": how} if {
	some action in input.actions
	action.kind == "RENAME TABLE"
	action.existed_before
	not action.old_name_exists
	how := sprintf("leave a view behind in the same migration, and drop it in a later release: %s", [action.view])
}
