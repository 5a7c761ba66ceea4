# METADATA
# title: SECURITY DEFINER functions name who may call them
# description: >-
#   PostgreSQL lets everybody call a new function. One that is SECURITY DEFINER gives all of them its owner's rights, for
#   as much as its body does.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
# custom:
#   severity: warning
#   message: '{function} runs with its owner''s rights, and {who} may call it'
#   fix: 'add REVOKE EXECUTE ON {object} {function} FROM {callers}, and GRANT it to the roles that need it'
#   standard: schema/privacy
#   tags: [privacy, functions, grants]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0028", "0029"]}
package bdma.schema.definer_function_callers

deny contains {"at": function.at, "function": function.name, "object": function.object, "who": who, "callers": function.callers} if {
	some function in input.functions
	function.definer
	function.callers
	not function.is_trigger
	not function.uncertain
	who := caller(function)
}

caller(function) := "anybody with the public key of the API" if {
	function.exposed
} else := "every role"
