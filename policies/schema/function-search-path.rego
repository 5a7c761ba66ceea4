# METADATA
# title: SECURITY DEFINER functions set their search_path
# description: >-
#   A SECURITY DEFINER function runs with its owner's rights and finds tables and operators by its caller's search_path. A
#   caller who puts a schema of his own first has his code run with the owner's rights.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
# custom:
#   severity: warning
#   message: '{function} {what} and takes its search_path from the caller{harm}'
#   fix: 'add {set}, and write schemas before the names in it'
#   standard: schema/privacy
#   tags: [privacy, functions]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0011"]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       functions:
#         type: string
#         enum: [definer, all]
#         default: definer
#         description: Whether all functions are to have a search_path of their own, or those that are SECURITY DEFINER.
package bdma.schema.function_search_path

deny contains {"at": function.at, "function": function.name, "what": "is SECURITY DEFINER", "harm": ", who can have his own code run as its owner", "set": "SET search_path = ''"} if {
	some function in input.functions
	function.definer
	not function.has_search_path
	not function.uncertain
	not function.language in {"c", "internal"}
}

deny contains {"at": function.at, "function": function.name, "what": "is SECURITY INVOKER", "harm": "", "set": "SET search_path = ''"} if {
	data.settings.functions == "all"
	some function in input.functions
	not function.definer
	not function.has_search_path
	not function.uncertain
	not function.language in {"c", "internal"}
}
