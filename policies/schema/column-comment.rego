# METADATA
# title: Columns have a comment
# description: >-
#   A comment on a column says the unit, the source or the meaning of a value where everybody who reads the table sees it.
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
#   equivalents: {bytebase: [column.comment], pg-index-health: [COLUMNS_WITHOUT_DESCRIPTION]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-length:
#         type: integer
#         minimum: 0
#         default: 0
#         description: How many characters a comment may have; 0 sets no limit.
#       except:
#         type: array
#         items: {type: string}
#         default: [id, created_at, updated_at]
#         description: Names of columns that say it all.
package bdma.schema.column_comment

deny contains {"at": row.at, "what": what, "how": how} if {
	some row in input.columns
	not row.comment
	not row.name in data.settings.except
	what := sprintf("column %s.%s has no comment", [row.table, row.name])
	how := sprintf("add COMMENT ON COLUMN %s IS '…' that says what the name does not", [row.path])
}

deny contains {"at": row.at, "what": what, "how": how} if {
	data.settings["max-length"] > 0
	some row in input.columns
	count(row.comment) > data.settings["max-length"]
	what := sprintf("the comment on column %s.%s is longer than %d characters", [row.table, row.name, data.settings["max-length"]])
	how := "keep it short, and put the rest in the documentation"
}
