# METADATA
# title: Every BEGIN has its COMMIT
# description: >-
#   When the file ends, the session does, and PostgreSQL rolls an open transaction back. The migration changes nothing, and
#   many tools record it as done.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-begin.html
# custom:
#   severity: error
#   message: 'the transaction that BEGIN opens here is never committed: all that follows is rolled back'
#   fix: 'write COMMIT; at the end of the migration'
#   standard: migration/transactions
#   tags: [failure, transactions]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-uncommitted-transaction], pgfence: [unclosed-transaction]}
package bdma.migration.unclosed_transaction

deny contains {"at": migration.unclosed.at} if {
	some migration in input.migrations
	migration.unclosed
}
