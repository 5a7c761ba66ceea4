# METADATA
# title: Policies for writing have a condition
# description: >-
#   A policy that is true of every row lets its roles change and delete what belongs to others. For reading that may be
#   the purpose; for writing it hardly ever is.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createpolicy.html
# custom:
#   severity: warning
#   message: 'policy "{policy}" lets {roles} {writes} any row of {table}'
#   fix: 'say in USING and WITH CHECK whose rows they are, or name a role of your own service after TO'
#   standard: schema/privacy
#   tags: [privacy, rls]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0024"]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       roles:
#         type: array
#         items: {type: string}
#         default: [public, anon, authenticated]
#         description: The roles that anybody may have. Policies for other roles are those of services, which may be trusted with all rows.
package bdma.schema.policy_always_true

deny contains {"at": policy.at, "policy": policy.name, "roles": policy.roles, "writes": policy.writes_any, "table": policy.table} if {
	some policy in input.policies
	policy.writes_any
	policy.row_security
	some role in policy.roles
	role in data.settings.roles
}
