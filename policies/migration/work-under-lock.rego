# METADATA
# title: Nothing slow runs while ACCESS EXCLUSIVE is held
# description: >-
#   A lock is held until its transaction ends. What ALTER TABLE needs for a moment, the statements after it keep: while one of them goes through the
#   rows of a table, nobody reads or writes the table that was altered.
# related_resources:
#   - https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
# custom:
#   severity: warning
#   message: '{work} while this transaction holds ACCESS EXCLUSIVE on {table}, so that its reads and writes wait that long'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, transactions]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {eugene: [E4], pgfence: [statement-after-access-exclusive], pgls: [runningStatementWhileHoldingAccessExclusive]}
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
package bdma.migration.work_under_lock

deny contains {
	"at": s.at, "related": [s.holds_access_exclusive_since.at],
	"work": work, "table": s.holds_access_exclusive_since.table, "how": how,
} if {
	some s in input.statements
	s.holds_access_exclusive_since
	work := sprintf(works[s.work], [s.kind, s.table])
	not s.work_counted
	not small(s)
	how := concat("", ["put it in a migration of its own, which commits by itself", object.get(batches, s.work, "")])
}

batches := {"data change": ", or change the rows in batches with a commit after each, outside of the migrations"}

# What rewrites or scans under a strong lock of its own is reported by the rule about that.
works := {
	"data change": "%s of %s goes through many rows",
	"validation": "%s %s VALIDATE CONSTRAINT reads the whole table",
	"query": "%s %s reads other tables",
}

small(row) if row.rows < data.settings["small-table"]
