# METADATA
# title: Migrations do not empty tables
# description: >-
#   TRUNCATE deletes every row at once and for good, and with CASCADE those of every table that references the table, at all
#   depths. While it runs, it holds ACCESS EXCLUSIVE on all of them.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-truncate.html
# custom:
#   severity: warning
#   message: 'TRUNCATE empties {tables}: the rows are gone for good, and reads and writes wait'
#   fix: 'keep a copy of what may still be asked for, and delete in batches what need not go at once'
#   standard: migration/safety
#   tags: [data-loss, locks]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [ban-truncate-cascade], pgfence: [truncate, truncate-cascade], pg-migration-lint: [PGM203, PGM204], pgsafe: [truncate], pgls: [banTruncate, banTruncateCascade], bytebase: [statement.disallow-truncate]}
package bdma.migration.truncate_table

deny contains {"at": s.at, "tables": s.emptied} if {
	some s in input.statements
	s.kind == "TRUNCATE"
	s.emptied
}
