# METADATA
# title: An index built concurrently is not taken for done because of its name
# description: >-
#   When CREATE INDEX CONCURRENTLY fails, on a deadlock, a timeout or a duplicate, it leaves an INVALID index of the name behind, which serves no query and
#   costs every write. IF NOT EXISTS finds that name on the next run and calls it done.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
# custom:
#   severity: warning
#   message: 'IF NOT EXISTS takes an INVALID {name}, which a failed attempt leaves behind, for the index'
#   fix: 'write DROP INDEX CONCURRENTLY IF EXISTS {name}; before it, and leave IF NOT EXISTS out'
#   standard: migration/transactions
#   tags: [indexes, failure]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pg-index-health: [INVALID_INDEXES]}
package bdma.migration.concurrently_if_not_exists

deny contains {"at": s.at, "name": s.name} if {
	some s in input.statements
	s.kind == "CREATE INDEX"
	s.direction == "up"
	s.concurrently
	s.if_exists
	s.existed_before
	not s.dropped_before
	not s.nothing_to_build
}
