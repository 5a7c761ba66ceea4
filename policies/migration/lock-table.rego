# METADATA
# title: Migrations do not lock tables by hand
# description: >-
#   LOCK TABLE makes others wait from this statement on to the end of the transaction, longer than the statements need that come after it and
#   take their own locks.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-lock.html
# custom:
#   severity: warning
#   message: 'LOCK TABLE takes {mode} on {table}: {blocked} wait until the transaction ends'
#   fix: 'leave it out, or take the weakest mode that serves: the statements that follow lock what they need'
#   standard: migration/locking
#   tags: [locks]
#   since: "0.1"
#   presets: {all: 1}
package bdma.migration.lock_table

deny contains {"at": l.at, "table": l.relation, "mode": l.mode, "blocked": blocked[reads]} if {
	some l in input.locks
	l.kind == "LOCK TABLE"
	l.existed_before
	l.blocks_writes
	reads := object.get(l, "blocks_reads", false)
}

blocked := {true: "reads and writes", false: "writes"}
