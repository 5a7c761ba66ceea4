# METADATA
# title: Types are not dropped while code may use them
# description: >-
#   No column has the type any more when it can be dropped, but running code may still cast its parameters to it.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-droptype.html
# custom:
#   severity: info
#   message: 'dropping the type {name} breaks running code that uses it'
#   fix: 'release code that does not use {name} first, and drop it in the release after that'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {all: 1}
package bdma.migration.drop_type

deny contains {"at": change.at, "name": change.table} if {
	some change in input.changes
	change.object in {"TYPE", "DOMAIN"}
	not change.silently
	not change.replaced
}
