# METADATA
# title: Amounts are not of the type money
# description: >-
#   The type money takes its currency and its decimals from lc_monetary of the session: the same stored value is 100.00 in
#   one database and 100 in another. It knows neither the currency nor fractions of a cent.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_money
# custom:
#   severity: warning
#   message: '{table}.{column} is money, whose decimals and currency depend on the setting lc_monetary'
#   fix: 'write numeric, with a column for the currency'
#   standard: schema/types
#   tags: [types, money]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM104], pg-index-health: [COLUMNS_WITH_MONEY_TYPE]}
package bdma.schema.no_money

deny contains {
	"at": column.type_at, "table": column.table, "column": column.name,
	"edits": [{"at": column.type_at, "replace": replace(column.type_written, "money", "numeric")} |
		not column.default
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	column.base_type in {"money", "money[]"}
}
