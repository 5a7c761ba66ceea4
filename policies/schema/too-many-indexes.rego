# METADATA
# title: Tables have few indexes
# description: >-
#   Every insert writes into every index of the table, and so does every update that touches an indexed column. Planning a
#   query takes longer with each of them, too.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-intro.html
# custom:
#   severity: info
#   message: '{table} has more than {most} indexes, into all of which every insert writes'
#   fix: 'drop those that pg_stat_user_indexes shows unused (idx_scan = 0)'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-indexes:
#         type: integer
#         minimum: 1
#         default: 12
#         description: The largest number of indexes, those of constraints included.
#   equivalents: {bytebase: [index.total-number-limit], gitlab: [PreventIndexCreation]}
package bdma.schema.too_many_indexes

deny contains {"at": table.at, "table": table.table, "most": most} if {
	some table in input.tables
	not table.is_partition
	not table.is_bookkeeping
	table.index_count > most
}

most := data.settings["max-indexes"]
