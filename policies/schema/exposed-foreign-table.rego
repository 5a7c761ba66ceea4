# METADATA
# title: Foreign tables stay out of schemas that an API serves
# description: >-
#   A foreign table cannot have row level security. An API serves all rows of the other server to everybody who may read
#   it.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-foreign-data.html
#   - https://supabase.com/docs/guides/database/extensions/wrappers/overview#security
# custom:
#   severity: error
#   message: 'foreign table {table} is served by the API, and cannot have row level security'
#   fix: 'create it in a schema that the API does not serve, and show parts of it by a function that says who may see what'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0017"]}
package bdma.schema.exposed_foreign_table

deny contains {"at": table.at, "table": table.table} if {
	some table in input.tables
	table.is_foreign
	table.exposed
}
