# METADATA
# title: Tables and columns are in snake_case
# description: >-
#   PostgreSQL folds names without quotes to lower case. A name with capitals, spaces or other signs has to be quoted in every
#   query, by everybody, for ever.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
# custom:
#   severity: warning
#   message: '{kind} "{name}" is not snake_case and has to be quoted in every query'
#   fix: 'rename it to {suggestion}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.schema.snake_case

deny contains {"at": group.at, "related": group.more, "kind": "table", "name": name, "suggestion": group.snake} if {
	some name, group in input.names.table
	not group.is_snake
}

deny contains {"at": group.at, "related": group.more, "kind": "column", "name": name, "suggestion": group.snake} if {
	some name, group in input.names.column
	not group.is_snake
}
