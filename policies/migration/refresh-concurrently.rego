# METADATA
# title: Materialized views are refreshed concurrently
# description: >-
#   REFRESH holds ACCESS EXCLUSIVE on the view while its query runs: nobody reads the view until that is done. CONCURRENTLY
#   lets them read the old rows meanwhile; it needs a unique index on columns of the view.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
# custom:
#   severity: warning
#   message: 'REFRESH takes ACCESS EXCLUSIVE on {view} until its query has run: reads wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pgfence: [refresh-matview-blocking], pgsafe: [refresh-matview-non-concurrent], pgls: [requireConcurrentRefreshMatview]}
package bdma.migration.refresh_concurrently

deny contains {"at": s.at, "view": s.table, "how": how, "edits": [{"at": at, "after": " CONCURRENTLY"} | index(s) == []; at := s.concurrently_after]} if {
	some s in input.statements
	s.kind == "REFRESH MATERIALIZED VIEW"
	s.existed_before
	not s.concurrently
	not s.unpopulated
	how := concat(", and ", array.concat(index(s), ["write REFRESH MATERIALIZED VIEW CONCURRENTLY"]))
}

index(s) := [] if {
	s.has_unique_index
} else := ["give the view a unique index on columns without a WHERE clause"]
