# METADATA
# title: Values are kept in a table or a CHECK constraint
# description: >-
#   A value can be added to an enum, but not removed, and their order is fixed when they are made. A table of values can be
#   extended, described and retired by an INSERT or UPDATE, and a CHECK constraint is replaced in one statement.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-enum.html
# custom:
#   severity: info
#   message: '{table}.{column} is the enum {type}, whose values cannot be removed'
#   fix: 'write text with CHECK ({column} IN (…)), or reference a table of the values'
#   standard: schema/types
#   tags: [types]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {eugene: [W13], pgls: [creatingEnum], schemalint: [prefer-text-with-check-to-enum], sqlcheck: ["2002"]}
package bdma.schema.no_enum

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "type": column.base_type} if {
	some column in input.columns
	column.is_enum
}
