# METADATA
# title: Only allowed types are used
# description: >-
#   A house that has agreed on types wants to hear of the others when they come, and not when a driver fails on them.
#   Nothing is forbidden until the option says so.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype.html
# custom:
#   severity: error
#   message: '{table}.{column} is {type}, which is forbidden here'
#   fix: 'choose another type'
#   standard: schema/types
#   tags: [types]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       types:
#         type: array
#         items: {type: string}
#         default: []
#         description: Types that are forbidden, as PostgreSQL writes them, with or without length.
#   equivalents: {bytebase: [column.type-disallow-list], pgsafe: [forbidden-column-type], schemalint: [types]}
package bdma.schema.forbidden_type

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "type": column.type} if {
	count(types) > 0
	some column in input.columns
	forbidden(column)
}

types := {type | some type in data.settings.types}

forbidden(column) if column.base_type in types

forbidden(column) if column.type in types
