# METADATA
# title: Transactions that block do not idle
# description: >-
#   When the tool that runs the migration hangs or loses its connection in the middle of a transaction, its locks stay. A limit on idling in a transaction
#   ends it, and the service goes on.
# related_resources:
#   - https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT
# custom:
#   severity: info
#   message: '{kind} takes {lock} on {table} in a transaction that may idle for any time: {blocks} wait that long'
#   fix: "write SET idle_in_transaction_session_timeout = '10s'; before it"
#   standard: migration/locking
#   tags: [locks, timeouts, transactions]
#   mends: unsafe
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pgfence: [missing-idle-timeout], pgls: [requireIdleInTransactionTimeout]}
package bdma.migration.idle_timeout

deny contains {
	"at": first.at, "kind": first.kind, "lock": first.lock, "table": first.table, "blocks": first.blocks,
	"edits": [{"at": at, "before": "SET idle_in_transaction_session_timeout = '10s';\n"} | at := first.line_at],
} if {
	some migration in input.migrations
	first := migration.first_idle
}
