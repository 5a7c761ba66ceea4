# METADATA
# title: Booleans have two values
# description: >-
#   A boolean that may be null has three values, and queries are written for two: neither WHERE paid nor WHERE NOT paid
#   finds the rows with null.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-boolean.html
# custom:
#   severity: info
#   message: '{table}.{column} is a boolean that may be null: those rows are found by neither {column} nor NOT {column}'
#   fix: '{how}'
#   standard: schema/types
#   tags: [types, nulls]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {gitlab: [SaferBooleanColumn], database_consistency: [three_state_boolean]}
package bdma.schema.nullable_boolean

deny contains {"at": column.at, "table": column.table, "column": column.name, "how": how[none]} if {
	some column in input.columns
	column.base_type == "boolean"
	not column.not_null
	not column.is_generated
	none := lower(object.get(column, "default", "null")) == "null"
}

how := {true: "write NOT NULL DEFAULT false", false: "write NOT NULL as well"}
