# METADATA
# title: Amounts are exact
# description: >-
#   real and double precision hold binary fractions: 0.1 is not among them, sums depend on the order of their rows, and a
#   balance is a cent off one day. numeric is exact.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT
# custom:
#   severity: warning
#   message: '{table}.{column} is {type}, which cannot hold 0.10 exactly'
#   fix: 'write numeric, or bigint for whole cents'
#   standard: schema/types
#   tags: [types, money]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string}
#         default: [amount, price, cost, costs, fee, fees, balance, salary, wage, payment, payout, revenue, refund, tax, vat, currency, money, usd, eur, cents, budget, discount, debit, credit]
#         description: Words that make a column one of money when its name has one of them.
#   equivalents: {pg-migration-lint: [PGM109], sqlcheck: ["2001"]}
package bdma.schema.no_float_for_money

deny contains {
	"at": column.type_at, "table": column.table, "column": column.name, "type": column.type,
	"edits": [{"at": column.type_at, "replace": "numeric"} |
		column.type_written
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	column.base_type in {"real", "double precision"}
	some word in column.words
	word in words
	not column.words[count(column.words) - 1] in measures
}

words := {word | some word in data.settings.words}

# What is counted or weighed, and not paid: price_ratio, cost_score.
measures := {
	"ratio", "rate", "factor", "score", "weight", "percent", "percentage", "pct", "multiplier", "index", "change",
	"seconds", "ms", "probability", "stddev", "confidence",
}
