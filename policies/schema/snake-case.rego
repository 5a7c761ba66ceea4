# METADATA
# title: Tables and columns are in snake_case
# description: >-
#   PostgreSQL folds names without quotes to lower case. A name with capitals, spaces or other signs has to be quoted in every
#   query, by everybody, for ever.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
# custom:
#   severity: warning
#   message: '{what} and {has} to be quoted in every query'
#   fix: '{how}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {schemalint: [name-casing], pglinter: [B005], pgsafe: [naming-convention], pg-migration-lint: [PGM509], pg-index-health: [OBJECTS_NOT_FOLLOWING_NAMING_CONVENTION, COLUMNS_NOT_FOLLOWING_NAMING_CONVENTION], atlas: [NM102, NM103], bytebase: [naming.table, naming.column]}
package bdma.schema.snake_case

deny contains {"at": group.at, "related": group.more, "what": what, "has": "has", "how": how} if {
	not "table" in quoted
	some name, group in input.names.table
	not group.is_snake
	what := sprintf("table \"%s\" is not snake_case", [name])
	how := sprintf("rename it to %s", [group.snake])
}

deny contains {"at": group.at, "related": group.more, "what": what, "has": "has", "how": how} if {
	not "column" in quoted
	some name, group in input.names.column
	not group.is_snake
	what := sprintf("column \"%s\" is not snake_case", [name])
	how := sprintf("rename it to %s", [group.snake])
}

# Where most names are of another case, somebody chose it: that is said once.
deny contains {"at": names.at, "related": names.more, "what": what, "has": "have", "how": how} if {
	some names in input.name_counts
	names.kind in quoted
	what := sprintf("most %s names, such as \"%s\", are not snake_case", [names.kind, names.first])
	how := "have the ORM map its names to snake_case in the database, or switch this rule off"
}

quoted contains names.kind if {
	some names in input.name_counts
	names.quoted > names.plain
	names.quoted >= 5
}
