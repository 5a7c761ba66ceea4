# METADATA
# title: One policy decides what a role may do
# description: >-
#   Permissive policies for the same role and command are joined with OR. PostgreSQL runs all of them for each row, and
#   nobody can read what is allowed in one place.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createpolicy.html
# custom:
#   severity: info
#   message: 'policy "{policy}" on {table} is one more for {command} by {role}, beside "{other}": each row is tested by both'
#   fix: 'join the two conditions with OR in one policy'
#   standard: schema/privacy
#   tags: [privacy, rls, performance]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0006"]}
package bdma.schema.policy_overlap

deny contains {
	"at": policy.at, "related": [other.at], "policy": policy.name, "table": policy.table,
	"command": other.command, "role": other.role, "other": other.name,
} if {
	some policy in input.policies
	other := policy.overlaps
}
