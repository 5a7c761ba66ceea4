# METADATA
# title: The way back does not stop the service
# description: >-
#   A rollback locks tables like any migration, and nobody chooses its hour. It is good to know before that it will rewrite or read a whole table
#   while the service waits.
# related_resources:
#   - https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
# custom:
#   severity: info
#   message: 'the way back blocks {blocks} on {relation} while it {work} it ({lock})'
#   fix: '{fix}'
#   standard: migration/rollback
#   tags: [rollback, locks]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.migration.rollback_blocks

deny contains {
	"at": row.at, "relation": row.relation, "blocks": row.blocks,
	"lock": row.mode, "work": work[rewrite], "fix": fix,
} if {
	some row in input.rollback_locks
	rewrite := object.get(row, "rewrite", false)
	fix := object.get(fixes, row.kind, "plan for it: run the way back when the table is little used, or roll forward with a new migration")
}

work := {false: "reads all of", true: "rewrites"}

fixes["CREATE INDEX"] := sprintf("use CREATE INDEX CONCURRENTLY, and %s", [input.outside_transaction])
