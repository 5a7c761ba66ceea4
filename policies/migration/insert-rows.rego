# METADATA
# title: Data comes by other ways than migrations
# description: >-
#   A migration that carries thousands of rows is slow to review and to run, and writes them in one transaction.
# related_resources:
#   - https://www.postgresql.org/docs/current/populate.html
# custom:
#   severity: info
#   message: 'INSERT INTO {table} carries more than {limit} rows'
#   fix: 'load them with COPY from a file, outside of the migration'
#   standard: migration/safety
#   tags: [data-changes]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-rows:
#         type: integer
#         minimum: 1
#         default: 1000
#         description: The most rows that one INSERT may have.
#   equivalents: {bytebase: [insert.row-limit]}
package bdma.migration.insert_rows

deny contains {"at": s.at, "table": s.table, "limit": limit} if {
	limit := data.settings["max-rows"]
	some s in input.statements
	s.direction == "up"
	s.inserted_rows > limit
}
