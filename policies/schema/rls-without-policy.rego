# METADATA
# title: Tables with row level security have a policy
# description: >-
#   Row level security without a policy lets nobody but the table's owner see a row. That may be meant; often the policies
#   were forgotten, and the application finds an empty table.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
# custom:
#   severity: info
#   message: '{table} has row level security and no policy: only its owner sees a row'
#   fix: 'add a policy for each thing that others may do, or say in a suppression that nobody may'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {splinter: ["0008"]}
package bdma.schema.rls_without_policy

deny contains {"at": table.at, "table": table.table} if {
	some table in input.tables
	table.row_security
	not table.policy_count
	not table.row_security_uncertain
}
