# METADATA
# title: Tables have the columns that all tables have
# description: >-
#   What every row has to say, such as its tenant, is of use only when no table leaves it out. Which columns those are is
#   for you to say.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-basics.html
# custom:
#   severity: warning
#   message: 'table {table} {what}'
#   fix: 'add {column}{type} to {table}'
#   standard: schema/auditing
#   tags: [auditing]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [column.required], schemalint: [mandatory-columns], pgsafe: [require-columns]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       columns:
#         type: object
#         additionalProperties:
#           type: array
#           items: {type: string}
#         default: {}
#         description: The columns that every table is to have, each with the types, as PostgreSQL prints them, that it may be of; none allows any.
#         examples: [{tenant_id: [bigint, uuid]}]
package bdma.schema.mandatory_columns

deny contains {"at": table.at, "table": table.table, "column": name, "what": what, "type": type} if {
	some name, types in data.settings.columns
	tables := object.get(have, name, set())
	some table in input.tables
	not table.table in tables
	not exempt(table)
	what := sprintf("has no column %s", [name])
	type := concat("", [sprintf(" %s", [t]) | t := types[0]])
}

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "what": what, "type": type} if {
	count(data.settings.columns) > 0
	some column in input.columns
	types := data.settings.columns[column.name]
	count(types) > 0
	not column.type in types
	what := sprintf("has %s as %s", [column.name, column.type])
	type := sprintf(" as %s", [concat(" or ", types)])
}

have[column.name] contains column.table if {
	count(data.settings.columns) > 0
	some column in input.columns
	data.settings.columns[column.name]
}

# A partition has its parent's columns, an heir some of them, and of some tables not all columns are known.
exempt(table) if table.is_partition

exempt(table) if table.inherits

exempt(table) if table.is_foreign

exempt(table) if table.columns_unknown

exempt(table) if table.uncertain
