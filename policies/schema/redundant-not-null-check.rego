# METADATA
# title: NOT NULL is said once
# description: >-
#   A CHECK (x IS NOT NULL) is the way to NOT NULL without a long lock. Once the column is NOT NULL it is evaluated for
#   every row that is written, and says nothing more.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html
# custom:
#   severity: info
#   message: 'CHECK {name} on {table} repeats NOT NULL of {columns}'
#   fix: '{drop}'
#   standard: schema/types
#   tags: [nulls]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.schema.redundant_not_null_check

deny contains {
	"at": check.at, "name": check.name, "table": check.table, "columns": check.columns,
	"drop": check.drop_redundant,
} if {
	some check in input.constraints
	check.drop_redundant
}
