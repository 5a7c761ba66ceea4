# METADATA
# title: Blocking statements run no longer than a statement_timeout
# description: >-
#   A lock_timeout bounds the wait for a lock and not the time for which it is held. With a statement_timeout a statement that takes longer than anybody
#   thought fails, and the service goes on.
# related_resources:
#   - https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT
# custom:
#   severity: info
#   message: '{kind} may hold {lock} on {table} for any time, without a statement_timeout: {blocks} wait that long'
#   fix: "write SET statement_timeout = '60s'; before it"
#   standard: migration/locking
#   tags: [locks, timeouts]
#   mends: unsafe
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [require-statement-timeout], pgls: [requireStatementTimeout], pgfence: [missing-statement-timeout], pgsafe: [require-timeout]}
package bdma.migration.statement_timeout

deny contains {
	"at": first.at, "kind": first.kind, "lock": first.lock, "table": first.table, "blocks": first.blocks,
	"edits": [{"at": at, "before": "SET statement_timeout = '60s';\n"} | at := first.line_at],
} if {
	some migration in input.migrations
	first := migration.first_unlimited
}
