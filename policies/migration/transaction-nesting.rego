# METADATA
# title: Migrations leave transactions to the tool that runs them
# description: >-
#   The tool has a transaction open already: BEGIN in it does nothing but warn, and COMMIT ends the transaction of the tool. What comes after
#   runs without one, and a failure leaves half of the migration behind, with nothing recorded.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-begin.html
#   - https://www.postgresql.org/docs/current/sql-commit.html
# custom:
#   severity: warning
#   message: '{kind} stands within the transaction that {runner} opens around the migration, and {harm}'
#   fix: 'leave BEGIN and COMMIT out; where a statement cannot run in a transaction, {how}'
#   standard: migration/transactions
#   tags: [transactions]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [transaction-nesting], pgls: [transactionNesting], bytebase: [statement.disallow-commit]}
package bdma.migration.transaction_nesting

deny contains {
	"at": first.at, "kind": first.kind, "runner": input.runner, "harm": harm, "how": input.outside_transaction,
	"edits": [{"at": at, "delete": true} | some at in first.pair],
} if {
	some migration in input.migrations
	first := migration.first_nested
	harm := harms(first)
}

harms(first) := sprintf("ends it before %s has recorded the migration", [input.runner]) if {
	first.kind == "COMMIT"
} else := sprintf("COMMIT ends it before %s has recorded the migration", [input.runner]) if {
	first.commits
} else := harm[first.kind]

harm := {"BEGIN": "does nothing but warn", "ROLLBACK": "undoes what came before it"}
