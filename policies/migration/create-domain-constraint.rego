# METADATA
# title: Domains have no constraints
# description: >-
#   Every column of a constrained domain is written anew when it is added, even with a constant default, and every change of
#   the constraint reads all tables that use the domain while writes wait. A CHECK on the column can be added NOT VALID.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createdomain.html
# custom:
#   severity: info
#   message: 'domain {name} has a constraint: adding a column of it rewrites the table'
#   fix: 'use the base type, and add a CHECK to each column'
#   standard: migration/locking
#   tags: [locks, rewrites, types]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [ban-create-domain-with-constraint], pgfence: [ban-create-domain-with-constraint]}
package bdma.migration.create_domain_constraint

deny contains {"at": s.at, "name": s.name} if {
	some s in input.statements
	s.kind == "CREATE DOMAIN"
	s.constrained
}
