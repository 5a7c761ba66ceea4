# METADATA
# title: Concurrent builds of indexes can be tried again
# description: >-
#   When CREATE INDEX CONCURRENTLY fails half-way, it leaves an index behind that is invalid: writes maintain it, and no query
#   uses it. IF NOT EXISTS finds that index the next time, says nothing, and the migration passes.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
# custom:
#   severity: info
#   message: 'IF NOT EXISTS takes an invalid {index}, which a failed CREATE INDEX CONCURRENTLY leaves behind, for the index'
#   fix: 'put before it: DROP INDEX CONCURRENTLY IF EXISTS {index}'
#   standard: migration/transactions
#   tags: [indexes, failure]
#   since: "0.1"
#   presets: {all: 1}
package bdma.migration.concurrent_index_retry

deny contains {"at": s.at, "index": s.name} if {
	some s in input.statements
	s.kind == "CREATE INDEX"
	s.existed_before
	s.concurrently
	s.if_exists
	not s.dropped_before
}
