# METADATA
# title: Policies do not trust what users write about themselves
# description: >-
#   Users change their own user_metadata with one call of the API. A policy that reads it lets them choose their role,
#   tenant or plan.
# related_resources:
#   - https://supabase.com/docs/guides/database/postgres/row-level-security
# custom:
#   severity: error
#   message: 'policy "{policy}" on {table} trusts user metadata, which every user can change'
#   fix: 'keep roles and tenants in app_metadata or in a table that only your service writes'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0015"]}
package bdma.schema.policy_user_metadata

deny contains {"at": policy.at, "policy": policy.name, "table": policy.table} if {
	some policy in input.policies
	policy.user_metadata
}
