# METADATA
# title: Policies ask once who asks
# description: >-
#   A call in a policy is made for each row of the table, although its answer is the same for all. In a sub-select it is
#   made once for a query, which is a hundred times faster on a big table.
# related_resources:
#   - https://supabase.com/docs/guides/database/postgres/row-level-security#call-functions-with-select
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
# custom:
#   severity: warning
#   message: 'policy "{policy}" on {table} calls {call} for each row'
#   fix: 'write (SELECT {call}) instead'
#   standard: schema/privacy
#   tags: [rls, performance]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0003"]}
package bdma.schema.policy_per_row_call

deny contains {"at": policy.at, "policy": policy.name, "table": policy.table, "call": policy.per_row_call} if {
	some policy in input.policies
	policy.per_row_call
}
