# METADATA
# title: No period has a table of its own
# description: >-
#   Tables by year or month need new code at every turn, and a query across two of them is a UNION. Partitions are the same
#   files on disk, with one name and one definition.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-partitioning.html
# custom:
#   severity: warning
#   message: '{table} and {other} hold the same thing for different periods'
#   fix: 'make {stem} one table, PARTITION BY RANGE where it is large'
#   standard: schema/normalisation
#   tags: [normalisation]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {sqlcheck: ["1007"]}
package bdma.schema.table_per_period

deny contains {
	"at": table.at, "related": table.periods.more, "table": table.table,
	"other": table.periods.other, "stem": table.periods.stem,
} if {
	some table in input.tables
	table.periods
}
