# METADATA
# title: Tables have a comment
# description: >-
#   A comment on a table is the one description of it that every tool shows and every dump keeps.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-comment.html
# custom:
#   severity: info
#   message: '{what}'
#   fix: '{how}'
#   standard: schema/auditing
#   tags: [comments]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [table.comment, system.comment.length], pgsafe: [require-comment], pg-index-health: [TABLES_WITHOUT_DESCRIPTION]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-length:
#         type: integer
#         minimum: 0
#         default: 0
#         description: How many characters a comment may have; 0 sets no limit.
package bdma.schema.table_comment

deny contains {"at": row.at, "what": what, "how": how} if {
	some row in input.tables
	not row.comment
	not row.is_partition
	what := sprintf("table %s has no comment", [row.table])
	how := sprintf("add COMMENT ON TABLE %s IS '…' that says what the name does not", [row.path])
}

deny contains {"at": row.at, "what": what, "how": how} if {
	data.settings["max-length"] > 0
	some row in input.tables
	count(row.comment) > data.settings["max-length"]
	what := sprintf("the comment on table %s is longer than %d characters", [row.table, data.settings["max-length"]])
	how := "keep it short, and put the rest in the documentation"
}
