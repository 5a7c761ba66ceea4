# METADATA
# title: Indexes on existing tables are built concurrently
# description: >-
#   CREATE INDEX holds a SHARE lock until the index is built. Inserts, updates and deletes wait that long, on a large
#   table for minutes or hours. CONCURRENTLY lets them go on.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY
# custom:
#   severity: error
#   message: 'CREATE INDEX locks {table} in SHARE mode: writes wait until the index is built'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, indexes]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [require-concurrent-index-creation], eugene: [E6], strong_migrations: [add_index], atlas: [PG101], pgfence: [create-index-not-concurrent], pg-migration-lint: [PGM001], pgsafe: [add-index-non-concurrent], pgls: [requireConcurrentIndexCreation], django-migration-linter: [CREATE_INDEX], bytebase: [index.create-concurrently], gitlab: [AddIndex, AddConcurrentIndex]}
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
package bdma.migration.create_index_concurrently

deny contains {
	"at": s.at, "table": s.table, "how": how,
	"edits": [edit | some edit in array.concat([{"at": s.concurrently_after, "after": " CONCURRENTLY"}], leave(s))],
} if {
	some s in input.statements
	s.kind == "CREATE INDEX"
	s.direction == "up"
	s.object == "TABLE"
	s.existed_before
	not s.concurrently
	not s.nothing_to_build
	not small(s)
	how := concat(", and ", array.concat([build[object.get(s, "partitioned", false)]], outside(s)))
}

build := {
	false: "write CREATE INDEX CONCURRENTLY",
	true: "create it ON ONLY the partitioned table, then CONCURRENTLY on each partition and attach these with ALTER INDEX … ATTACH PARTITION",
}

# What runs outside of a transaction already needs no more than the word, unless it becomes several statements.
outside(s) := [] if {
	s.transaction == "none"
	input.runner != "plain"
	not s.partitioned
} else := [input.outside_transaction] if {
	input.can_leave_transaction
} else := [sprintf("%s; leave CREATE INDEX IF NOT EXISTS here, for databases that lack it", [input.outside_transaction])]

# What to do to a file of its own.
leave(s) := [] if {
	outside(s) == []
} else := [{"at": e.at, "replace": e.text} | some e in s.leave.edits] if {
	s.leave
	not s.partitioned
}

small(row) if row.rows < data.settings["small-table"]
