# METADATA
# title: JSON is stored as jsonb
# description: >-
#   json keeps the text as it was written and parses it again in every query. It has no equality, so that SELECT DISTINCT,
#   GROUP BY and UNION fail on a table with such a column, and no index can serve it.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-json.html
# custom:
#   severity: warning
#   message: '{what} json, which is parsed anew by every query and breaks SELECT DISTINCT'
#   fix: 'write jsonb'
#   standard: schema/types
#   tags: [types]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {eugene: [E3], strong_migrations: [add_column_json], pgfence: [add-column-json], pg-migration-lint: [PGM106], pgsafe: [prefer-jsonb], pgls: [preferJsonb], schemalint: [prefer-jsonb-to-json], pg-index-health: [COLUMNS_WITH_JSON_TYPE]}
package bdma.schema.prefer_jsonb

deny contains {
	"at": column.type_at, "what": what,
	"edits": [{"at": column.type_at, "replace": replace(column.type_written, "json", "jsonb")} | not input.runner in {"prisma", "drizzle"}],
} if {
	some column in input.columns
	column.base_type in {"json", "json[]"}
	not grouped
	what := sprintf("%s.%s is", [column.table, column.name])
}

deny contains {"at": habit.at, "related": habit.more, "what": what} if {
	grouped
	habit := input.habits.json
	what := sprintf("JSON in this schema, beginning with %s.%s, is", [habit.table, habit.name])
}

# A schema that does it throughout has one cause, and gets one finding.
grouped if {
	habit := input.habits.json
	habit.count >= 5
	habit.count >= 4 * habit.others
}
