# METADATA
# title: Columns stay NOT NULL while code relies on it
# description: >-
#   Code that was written for a column without nulls fails on the first one, and the old version of the application still runs
#   during a deployment. Nor is there an easy way back once there are nulls.
# related_resources:
#   - https://martinfowler.com/bliki/ParallelChange.html
# custom:
#   severity: info
#   message: 'without NOT NULL, {table}.{column} may hold nulls, which running code does not expect'
#   fix: 'release code that reads nulls of {table}.{column} first; if it does already, nothing is to be done'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [ban-drop-not-null], pgfence: [drop-not-null], pg-migration-lint: [PGM507], pgsafe: [drop-not-null], pgls: [banDropNotNull]}
package bdma.migration.drop_not_null

deny contains {"at": action.at, "table": action.table, "column": action.column} if {
	some action in input.actions
	action.kind == "DROP NOT NULL"
	action.existed_before
	not action.column_created_in_unit
}
