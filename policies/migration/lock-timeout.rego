# METADATA
# title: Blocking statements wait no longer than a lock_timeout
# description: >-
#   A statement that needs a strong lock waits for every transaction that uses the table, and everything that comes after it
#   waits behind it. One long report is enough to stop the service. With a lock_timeout the migration fails instead, and can be tried again.
# related_resources:
#   - https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
# custom:
#   severity: warning
#   message: '{kind} waits for {lock} on {table} without a lock_timeout: while it waits, {blocks} queue behind it'
#   fix: "write SET lock_timeout = '5s'; before it"
#   standard: migration/locking
#   tags: [locks, timeouts]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.migration.lock_timeout

deny contains {
	"at": first.at, "kind": first.kind, "lock": first.lock,
	"table": first.table, "blocks": first.blocks,
} if {
	some migration in input.migrations
	first := migration.first_unguarded
}
