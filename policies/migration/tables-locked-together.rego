# METADATA
# title: A migration locks few busy tables at a time
# description: >-
#   A transaction that holds ACCESS EXCLUSIVE on one table while it waits for another makes the users of both wait, and two transactions
#   that take the same tables in another order deadlock. One table per transaction does neither.
# related_resources:
#   - https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS
# custom:
#   severity: warning
#   message: 'this transaction holds ACCESS EXCLUSIVE on {tables} together: reads and writes of all of them wait until it ends'
#   fix: 'give each of them a migration of its own'
#   standard: migration/locking
#   tags: [locks, transactions]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pgfence: [wide-lock-window], pgls: [avoidWideLockWindow], gitlab: [WithLockRetriesDisallowedMethod]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max:
#         type: integer
#         minimum: 1
#         default: 5
#         description: >-
#           The number of tables that one transaction may lock. Of tables whose traffic bdma.yaml states to be high it may lock one.
package bdma.migration.tables_locked_together

deny contains {"at": t.at, "related": t.statements, "tables": t.exclusive} if {
	some t in input.transactions
	count(t.exclusive) > data.settings.max
	not busy(t)
}

deny contains {"at": t.at, "related": t.statements, "tables": t.high_traffic} if {
	some t in input.transactions
	busy(t)
}

busy(t) if count(t.high_traffic) > 1
