# METADATA
# title: A new label of an enum is used after it was committed
# description: >-
#   Since PostgreSQL 12 ALTER TYPE … ADD VALUE may run in a transaction, but nobody can use the label before it was committed: the first
#   statement that does fails with "unsafe use of new value".
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES
# custom:
#   severity: error
#   message: '{kind} fails: it uses the label {label} of {type}, which this transaction adds'
#   fix: 'put it in {later} than the ADD VALUE'
#   standard: migration/transactions
#   tags: [failure, transactions]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pgsafe: [enum-value-used-in-transaction]}
package bdma.migration.enum_value_in_transaction

deny contains {
	"at": s.at, "related": [s.uses_new_label.at], "kind": s.kind,
	"label": s.uses_new_label.label, "type": s.uses_new_label.type,
	"later": input.later_migration,
} if {
	some s in input.statements
	s.uses_new_label
}
