# METADATA
# title: Tables are not dropped while code may use them
# description: >-
#   During a deployment the old version of the application still runs, and its queries fail from the moment the table is gone. The rows
#   do not come back with a rollback. The drop also locks every table that a foreign key of the dropped one references.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-droptable.html
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: warning
#   message: 'dropping {table} breaks running code that names it{data}{locks}'
#   fix: 'release code that does not use {table} first, and drop it in a later release, when a backup of it is kept'
#   standard: migration/safety
#   tags: [data-loss, deployment, locks]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-drop-table], pgls: [banDropTable], atlas: [DS102], pgfence: [drop-table], pg-migration-lint: [PGM201], pgsafe: [drop-table], django-migration-linter: [DROP_TABLE], gitlab: [DropTable]}
package bdma.migration.drop_table

deny contains {"at": change.at, "table": change.table, "data": data_lost[copied], "locks": locks} if {
	some change in input.changes
	change.object == "TABLE"
	change.change == "dropped"
	not change.silently
	not change.replaced
	copied := object.get(change, "copied", false)
	locks := locked(object.get(change, "locked", []))
}

data_lost := {false: ", and its data is gone for good", true: ""}

locked([]) := ""

locked(tables) := sprintf(", and blocks reads and writes on %s too", [concat(", ", tables)]) if tables != []
