# METADATA
# title: Columns of one name have one type
# description: >-
#   People and programs take columns of one name for the same thing. When the types differ, joins cast and lose their index,
#   and a function for one table fails on the other.
# related_resources:
#   - https://www.postgresql.org/docs/current/typeconv-oper.html
# custom:
#   severity: info
#   message: '{table}.{column} is {type}, while columns of this name are {usual} in other tables, such as {other}'
#   fix: 'write {usual}, or give it another name'
#   standard: schema/types
#   tags: [types, naming]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       ignore:
#         type: array
#         items: {type: string}
#         default: [id, key, value, version, type, kind, status, state, data, input, output, index, position, name, code, size, level, result, payload, content, body]
#         description: Names that mean something else in each table.
#   equivalents: {pg-index-health: [COLUMNS_WITH_INCONSISTENT_TYPES]}
package bdma.schema.same_name_same_type

deny contains {
	"at": column.type_at, "related": [column.other_type.at], "table": column.table, "column": column.name,
	"type": column.type, "usual": column.other_type.type, "other": column.other_type.table,
} if {
	some column in input.columns
	column.other_type
	not column.name in ignored
}

ignored := {name | some name in data.settings.ignore}
