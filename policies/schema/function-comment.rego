# METADATA
# title: Functions have a comment
# description: >-
#   A comment on a function says what it is for and who calls it, which its name and arguments do not.
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
#   equivalents: {pg-index-health: [FUNCTIONS_WITHOUT_DESCRIPTION]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-length:
#         type: integer
#         minimum: 0
#         default: 0
#         description: How many characters a comment may have; 0 sets no limit.
package bdma.schema.function_comment

deny contains {"at": row.at, "what": what, "how": how} if {
	some row in input.functions
	not row.comment
	not row.is_trigger
	what := sprintf("function %s has no comment", [row.name])
	how := sprintf("add COMMENT ON FUNCTION %s IS '…' that says what the name does not", [row.name])
}

deny contains {"at": row.at, "what": what, "how": how} if {
	data.settings["max-length"] > 0
	some row in input.functions
	count(row.comment) > data.settings["max-length"]
	what := sprintf("the comment on function %s is longer than %d characters", [row.name, data.settings["max-length"]])
	how := "keep it short, and put the rest in the documentation"
}
