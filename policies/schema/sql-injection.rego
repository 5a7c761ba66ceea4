# METADATA
# title: SECURITY DEFINER functions quote what they put into SQL
# description: >-
#   A parameter that becomes a part of an executed text can hold SQL of its own. Whoever may call the function then
#   runs what they like, with the rights of its owner.
# related_resources:
#   - https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-QUOTE-LITERAL-EXAMPLE
# custom:
#   severity: error
#   message: '{function} puts its parameter {parameter} into SQL as it is: a caller can run SQL of their own, with the rights of {whom}'
#   fix: 'pass values by USING, and names by format with %I or quote_ident'
#   standard: schema/privacy
#   tags: [security, dynamic-sql]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       invoker:
#         type: boolean
#         default: false
#         description: >-
#           Functions that run with the rights of the caller are judged, too: what an application passes on may come from strangers.
package bdma.schema.sql_injection

deny contains {"at": sql.at, "function": sql.function, "parameter": parameter, "whom": "its owner"} if {
	some sql in input.dynamic_sql
	sql.definer
	some parameter in sql.parameters
}

deny contains {"at": sql.at, "function": sql.function, "parameter": parameter, "whom": "the caller"} if {
	data.settings.invoker
	some sql in input.dynamic_sql
	not sql.definer
	some parameter in sql.parameters
}
