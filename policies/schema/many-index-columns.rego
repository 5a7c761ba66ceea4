# METADATA
# title: Indexes have few keys
# description: >-
#   Each key makes an index larger and its updates more frequent, and after the first two or three there is little left to
#   narrow down. An update of any of them keeps PostgreSQL from the cheaper kind of update (HOT).
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-multicolumn.html
# custom:
#   severity: info
#   message: 'index {index} on {table} has more than {most} keys: {columns}'
#   fix: 'keep the leading keys that narrow a search down, and INCLUDE what is only read'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-keys:
#         type: integer
#         minimum: 1
#         default: 5
#         description: The largest number of keys of an index that is not unique.
#   equivalents: {strong_migrations: [add_index_columns], bytebase: [index.key-number-limit], sqlcheck: ["2004"]}
package bdma.schema.many_index_columns

deny contains {
	"at": index.at, "index": index.name, "table": index.table, "most": most,
	"columns": index.columns,
} if {
	some index in input.indexes
	not index.unique
	count(index.columns) > most
}

most := data.settings["max-keys"]
