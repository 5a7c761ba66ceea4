# METADATA
# title: No table or column is named by a reserved word
# description: >-
#   A reserved word has to be quoted in every query, by everybody, for ever. Without the quotes some of them are a syntax
#   error, and others, such as user, mean something else without a warning.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-keywords-appendix.html
# custom:
#   severity: warning
#   message: '{kind} "{name}" is a reserved word and has to be quoted in every query'
#   fix: 'choose a word that says more, or two'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pglinter: [B010]}
package bdma.schema.reserved_word

deny contains {"at": group.at, "related": group.more, "kind": "table", "name": name} if {
	some name, group in input.names.table
	group.is_reserved
}

deny contains {"at": group.at, "related": group.more, "kind": "column", "name": name} if {
	some name, group in input.names.column
	group.is_reserved
}
