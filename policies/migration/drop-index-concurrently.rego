# METADATA
# title: Indexes of existing tables are dropped concurrently
# description: >-
#   DROP INDEX takes ACCESS EXCLUSIVE on the table. It waits for every transaction that uses the table, and whoever comes
#   after it waits behind it. CONCURRENTLY waits without making others wait.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-dropindex.html
# custom:
#   severity: warning
#   message: 'DROP INDEX {index} takes ACCESS EXCLUSIVE on {table}: while it waits for running queries, reads and writes queue behind it'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, indexes]
#   mends: safe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [require-concurrent-index-deletion], strong_migrations: [remove_index], atlas: [PG102], pgfence: [drop-index-not-concurrent], pg-migration-lint: [PGM002], pgsafe: [drop-index-non-concurrent], pgls: [requireConcurrentIndexDeletion], django-migration-linter: [DROP_INDEX], gitlab: [RemoveIndex, RemoveConcurrentIndex]}
package bdma.migration.drop_index_concurrently

deny contains {
	"at": s.at, "index": s.name, "table": table, "how": how,
	"edits": [edit | some edit in array.concat([{"at": s.concurrently_after, "after": " CONCURRENTLY"}], leave(s))],
} if {
	some s in input.statements
	s.kind == "DROP INDEX"
	s.existed_before
	s.instead
	not s.partitioned
	not s.table_gone
	table := object.get(s, "table", "its table")
	how := concat(", and ", array.concat([s.instead], outside(s)))
}

# What runs outside of a transaction already needs no more than the word.
outside(s) := [] if {
	s.transaction == "none"
	input.runner != "plain"
} else := [input.outside_transaction] if {
	input.can_leave_transaction
} else := [sprintf("%s; leave DROP INDEX IF EXISTS here, for databases that have it still", [input.outside_transaction])]

# What to do to a file of its own.
leave(s) := [] if {
	outside(s) == []
} else := [{"at": e.at, "replace": e.text} | some e in s.leave.edits] if s.leave
