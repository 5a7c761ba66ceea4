# METADATA
# title: Columns are not dropped while code may use them
# description: >-
#   During a deployment the old version of the application still runs, and names the column in its queries: they fail
#   from the moment it is gone. The data does not come back with a rollback.
# related_resources:
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: warning
#   message: 'dropping {table}.{column} breaks running code that names it, and its data is gone for good'
#   fix: 'release code that does not use {column} first, and drop the column in the release after that'
#   standard: migration/compatibility
#   tags: [data-loss, deployment]
#   since: "0.1"
#   presets: {recommended: 1, all: 1}
package bdma.migration.drop_column

deny contains {"at": action.at, "table": action.table, "column": action.column} if {
	some action in input.actions
	action.kind == "DROP COLUMN"
	action.direction == "up"
	action.existed_before
	not action.column_created_in_unit
	not action.no_effect
}
