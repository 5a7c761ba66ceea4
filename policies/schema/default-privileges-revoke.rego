# METADATA
# title: A REVOKE of default privileges takes something away
# description: >-
#   Everybody may call new functions by PostgreSQL's own default, which holds for all schemas. Default privileges of one
#   schema are added to that and cannot take from it: the REVOKE runs without an error and changes nothing.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html
# custom:
#   severity: warning
#   message: 'this REVOKE changes nothing: everybody may still call new functions in {schema}'
#   fix: 'leave IN SCHEMA {schema} out, so that the default of all schemas changes, and GRANT EXECUTE where everybody is to have it'
#   standard: schema/privacy
#   tags: [privacy, grants, functions]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.default_privileges_revoke

deny contains {"at": revoke.at, "schema": revoke.schema} if {
	some revoke in input.idle_revokes
}
