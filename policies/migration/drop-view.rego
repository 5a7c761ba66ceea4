# METADATA
# title: Views are not dropped while code may use them
# description: >-
#   Running code that reads the view fails from the moment it is gone.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-dropview.html
# custom:
#   severity: info
#   message: 'dropping the view {name} breaks running code that uses it'
#   fix: 'release code that does not use {name} first, and drop it in the release after that'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.migration.drop_view

deny contains {"at": change.at, "name": change.table} if {
	some change in input.changes
	change.object in {"VIEW"}
	not change.silently
	not change.replaced
}
