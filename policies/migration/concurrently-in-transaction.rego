# METADATA
# title: CONCURRENTLY runs outside of transactions
# description: >-
#   PostgreSQL refuses to build, rebuild or drop an index CONCURRENTLY, or to detach a partition so, within a transaction. The migration
#   fails with error 25001, whatever is in the tables.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
# custom:
#   severity: error
#   message: '{what} fails: {why}'
#   fix: '{how}'
#   standard: migration/transactions
#   tags: [failure, transactions, indexes]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-concurrent-index-creation-in-transaction], pgls: [banConcurrentIndexCreationInTransaction], atlas: [PG103], pgfence: [concurrent-in-transaction], pg-migration-lint: [PGM003], pgsafe: [concurrently-in-transaction]}
package bdma.migration.concurrently_in_transaction

deny contains {
	"at": s.at, "what": what, "why": why[s.transaction], "how": how,
	"edits": [{"at": e.at, "replace": e.text} | some e in s.leave.edits],
} if {
	some s in input.statements
	s.direction == "up"
	s.refused
	contains(s.outside_only, "CONCURRENTLY")
	how := concat("; ", array.concat([concat("", [out[s.transaction], input.outside_transaction])], here(s)))
	what := trim_space(sprintf("%s %s", [s.outside_only, object.get(s, "name", object.get(s, "table", ""))]))
}

out := {"explicit": "move it out from between BEGIN and COMMIT, and ", "runner": "", "implicit": ""}

here(s) := ["leave CREATE INDEX IF NOT EXISTS without CONCURRENTLY here, for databases that lack it"] if {
	not input.can_leave_transaction
	s.kind == "CREATE INDEX"
} else := ["leave DROP INDEX IF EXISTS without CONCURRENTLY here, for databases that have it still"] if {
	not input.can_leave_transaction
	s.kind == "DROP INDEX"
} else := []

why := {
	"explicit": "it stands between BEGIN and COMMIT",
	"runner": "the migration tool runs this file in a transaction",
	"implicit": "the file is sent as one query, and PostgreSQL runs several statements of one query as one transaction",
}
