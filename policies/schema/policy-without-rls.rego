# METADATA
# title: Policies are in force
# description: >-
#   A policy does nothing until row level security is enabled on its table. Until then the table only looks protected.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
# custom:
#   severity: error
#   message: '{table} has policies, but row level security is off: they have no effect'
#   fix: 'add ALTER TABLE {path} ENABLE ROW LEVEL SECURITY, or drop the policies'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0007"]}
package bdma.schema.policy_without_rls

deny contains {"at": table.at, "table": table.table, "path": table.path} if {
	some table in input.tables
	table.policy_count
	not table.row_security
	not table.row_security_uncertain
}
