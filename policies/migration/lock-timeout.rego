# METADATA
# title: Blocking statements wait no longer than a lock_timeout
# description: >-
#   A statement that needs a strong lock waits for every transaction that uses the table, and everything that comes after it
#   waits behind it. One long report is enough to stop the service. With a lock_timeout the migration fails instead, and can be tried again.
# related_resources:
#   - https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
# custom:
#   severity: warning
#   message: '{kind} waits for {lock} on {table} {guard}: while it waits, {blocks} queue behind it'
#   fix: "{how}"
#   standard: migration/locking
#   tags: [locks, timeouts]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [require-lock-timeout, require-timeout-settings], eugene: [E9], pgls: [lockTimeoutWarning], pgfence: [missing-lock-timeout, lock-timeout-after-dangerous-statement, lock-timeout-zero, lock-timeout-too-long], pgsafe: [require-timeout]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max:
#         type: integer
#         minimum: 1
#         default: 30
#         description: >-
#           The longest lock_timeout, in seconds, that is short enough: so long may the service stand still.
package bdma.migration.lock_timeout

deny contains {
	"at": first.at, "kind": first.kind, "lock": first.lock,
	"table": first.table, "blocks": first.blocks, "guard": guard, "how": how,
	"edits": [{"at": at, "before": "SET lock_timeout = '5s';\n"} | not first.set_later; at := first.line_at],
} if {
	some migration in input.migrations
	first := migration.first_unguarded
	[guard, how] := missing(first)
}

deny contains {
	"at": longest.at, "kind": longest.kind, "lock": longest.lock,
	"table": longest.table, "blocks": longest.blocks, "guard": guard, "how": how,
} if {
	some migration in input.migrations
	longest := migration.longest_guarded
	longest.timeout > data.settings.max * 1000
	guard := sprintf("for as long as a lock_timeout of %v s", [longest.timeout / 1000])
	how := sprintf("lower lock_timeout to %d s or less", [data.settings.max])
}

missing(first) := ["with lock_timeout = 0, which is none", "write SET lock_timeout = '5s'; before it"] if {
	first.timeout == 0
} else := ["before the lock_timeout is set", "move the SET lock_timeout in front of it"] if {
	first.set_later
} else := ["without a lock_timeout", "write SET lock_timeout = '5s'; before it"]
