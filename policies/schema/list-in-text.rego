# METADATA
# title: Lists are not stored in text
# description: >-
#   A list in one text cannot reference the rows that it names, no index finds its items, and LIKE finds 11 in 110. A table
#   with a row for each item, or an array, can do all of it.
# related_resources:
#   - https://www.postgresql.org/docs/current/arrays.html
# custom:
#   severity: info
#   message: '{table}.{column} is {type} and by its name holds a list, whose items no index and no foreign key can know'
#   fix: 'make it a table with a row for each item, or an array: {instead}'
#   standard: schema/normalisation
#   tags: [normalisation, types]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string}
#         default: [ids, uuids, guids, list, csv, tags, emails, keywords]
#         description: Last words of a name that make it one of a list.
#   equivalents: {sqlcheck: ["1001"]}
package bdma.schema.list_in_text

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "type": column.type, "instead": "text[]"} if {
	some column in input.columns
	column.base_type in {"text", "character varying"}
	last := column.words[count(column.words) - 1]
	last in words
}

words := {word | some word in data.settings.words}
