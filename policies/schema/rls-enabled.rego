# METADATA
# title: Tables that an API serves have row level security
# description: >-
#   What an API such as Supabase's serves is open to everybody who knows its public key, which is in every client. Row
#   level security is all that then decides who reads and writes which rows.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
#   - https://supabase.com/docs/guides/database/postgres/row-level-security
# custom:
#   severity: error
#   message: 'row level security is off on {table}: {why}'
#   fix: 'add {enable}, and a policy for each thing that users may do'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0013"], schemalint: [row-level-security]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       schemas:
#         type: array
#         items: {type: string}
#         default: []
#         description: Schemas whose tables are to have row level security, besides those that the platform's API serves as its configuration says.
#         examples: [[app, tenants]]
package bdma.schema.rls_enabled

deny contains {"at": table.at, "table": table.table, "why": why, "enable": enable} if {
	some table in input.tables
	not table.row_security
	not table.row_security_uncertain
	not table.is_foreign
	not table.policy_count
	why := reason(table)
	enable := sprintf("ALTER TABLE %s ENABLE ROW LEVEL SECURITY", [table.path])
}

reason(table) := "anybody with the public key of the API reads and writes all of it" if {
	table.exposed
} else := sprintf("the schema %s is one of those whose tables are to have it", [table.schema]) if {
	table.schema in data.settings.schemas
}
