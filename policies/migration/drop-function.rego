# METADATA
# title: Functions are not dropped while code may use them
# description: >-
#   Running code that calls the function fails from the moment it is gone.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-dropfunction.html
# custom:
#   severity: info
#   message: 'dropping the function {name} breaks running code that uses it'
#   fix: 'release code that does not use {name} first, and drop it in the release after that'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {all: 1}
package bdma.migration.drop_function

deny contains {"at": change.at, "name": change.table} if {
	some change in input.changes
	change.object in {"FUNCTION"}
	not change.silently
	not change.replaced
}
