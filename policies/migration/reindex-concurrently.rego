# METADATA
# title: Indexes are rebuilt concurrently
# description: >-
#   REINDEX blocks writes to the table, and locks each index so that most queries wait for it too, until it is built anew.
#   Since PostgreSQL 12 CONCURRENTLY builds it beside the old one.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY
# custom:
#   severity: error
#   message: 'REINDEX locks {table} in SHARE mode and {indexes} in ACCESS EXCLUSIVE until all is built anew: writes wait, and so do reads'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, indexes]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [require-concurrent-reindex], pgfence: [reindex-non-concurrent], pg-migration-lint: [PGM022], pgsafe: [reindex-non-concurrent], pgls: [requireConcurrentReindex], django-migration-linter: [REINDEX]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       small-table:
#         type: integer
#         minimum: 0
#         default: 10000
#         description: >-
#           A table that bdma.yaml states to have fewer rows than this is left alone.
package bdma.migration.reindex_concurrently

deny contains {
	"at": s.at, "table": table, "indexes": built[s.object], "how": how,
	"edits": [edit | some edit in array.concat([{"at": s.concurrently_after, "after": " CONCURRENTLY"}], leave(s))],
} if {
	some s in input.statements
	s.kind == "REINDEX"
	s.direction == "up"
	s.existed_before
	not s.concurrently
	input.postgres_version >= 12
	not small(s)
	table := subject(s)
	how := sprintf("write CONCURRENTLY before the name, and %s", [input.outside_transaction])
}

built := {"INDEX": "the index", "TABLE": "its indexes", "SCHEMA": "their indexes"}

subject(s) := s.table if {
	s.table != ""
} else := sprintf("the table of %s", [s.name]) if {
	s.object == "INDEX"
} else := sprintf("every table of %s in turn", [s.name])

small(row) if row.rows < data.settings["small-table"]

# What to do to a file of its own.
leave(s) := [] if {
	s.transaction == "none"
	input.runner != "plain"
} else := [{"at": e.at, "replace": e.text} | some e in s.leave.edits] if s.leave
