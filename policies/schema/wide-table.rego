# METADATA
# title: Tables are not too wide
# description: >-
#   A row of many columns is read and written whole: an update of one flag writes all of it anew, and queries for a list of
#   names read past the rest. Often several things share the table.
# related_resources:
#   - https://www.postgresql.org/docs/current/storage-page-layout.html
# custom:
#   severity: info
#   message: '{table} has more than {most} columns: every update writes all of them anew'
#   fix: 'move the columns that belong together, or that change often, to a table of their own'
#   standard: schema/normalisation
#   tags: [normalisation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-columns:
#         type: integer
#         minimum: 1
#         default: 50
#         description: The largest number of columns.
#   equivalents: {gitlab: [AddColumnsToWideTables]}
package bdma.schema.wide_table

deny contains {"at": table.at, "table": table.table, "most": most} if {
	some table in input.tables
	not table.is_partition
	not table.is_bookkeeping
	table.column_count > most
}

most := data.settings["max-columns"]
