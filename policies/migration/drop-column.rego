# METADATA
# title: Columns are not dropped while code may use them
# description: >-
#   During a deployment the old version of the application still runs, and names the column in its queries: they fail
#   from the moment it is gone. The data does not come back with a rollback.
# related_resources:
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: warning
#   message: 'dropping {table}.{column} {harm}, and its data is gone for good'
#   fix: '{how}'
#   standard: migration/compatibility
#   tags: [data-loss, deployment]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-drop-column], strong_migrations: [remove_column], atlas: [DS103], pgfence: [drop-column], pg-migration-lint: [PGM009], pgsafe: [drop-column], pgls: [banDropColumn], django-migration-linter: [DROP_COLUMN], gitlab: [RemoveColumn]}
package bdma.migration.drop_column

deny contains {
	"at": action.at, "table": action.table, "column": action.column,
	"harm": harm[readded], "how": fix,
} if {
	some action in input.actions
	action.kind == "DROP COLUMN"
	action.direction == "up"
	action.existed_before
	not action.column_created_in_unit
	not action.no_effect
	readded := object.get(action, "readded", false)
	fix := sprintf(how[readded], [action.column])
}

harm := {
	false: "breaks running code that names it",
	true: "to add it anew leaves running code with a column that it does not know",
}

how := {
	false: "release code that does not use %s first, and drop the column in the release after that",
	true: "add the new column under another name, copy the data of %s, and drop it in a later release",
}
