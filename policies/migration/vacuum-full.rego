# METADATA
# title: Tables are not rewritten by VACUUM FULL or CLUSTER
# description: >-
#   VACUUM FULL and CLUSTER write the whole table and all its indexes anew under ACCESS EXCLUSIVE: nobody reads or writes it
#   until that is done. Extensions such as pg_repack and pg_squeeze do the same while the table is in use.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-vacuum.html
#   - https://www.postgresql.org/docs/current/sql-cluster.html
# custom:
#   severity: error
#   message: '{kind} rewrites {table} under ACCESS EXCLUSIVE: reads and writes wait'
#   fix: 'use pg_repack or pg_squeeze; a plain VACUUM frees space for new rows without blocking anybody'
#   standard: migration/locking
#   tags: [locks, rewrites]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [prefer-repack], eugene: [E10], pgfence: [vacuum-full], pg-migration-lint: [PGM018, PGM021], pgsafe: [vacuum-full-cluster], pgls: [banVacuumFull]}
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
package bdma.migration.vacuum_full

deny contains {"at": s.at, "kind": kind, "table": table} if {
	some s in input.statements
	s.kind in {"CLUSTER", "VACUUM"}
	kind := command(s)
	s.direction == "up"
	not new(s)
	not small(s)
	table := subject(s)
}

command(s) := "CLUSTER" if s.kind == "CLUSTER"

command(s) := "VACUUM FULL" if {
	s.kind == "VACUUM"
	s.full
}

new(s) if {
	s.table
	not s.existed_before
}

subject(s) := s.table if {
	s.table
} else := "every table"

small(row) if row.rows < data.settings["small-table"]
