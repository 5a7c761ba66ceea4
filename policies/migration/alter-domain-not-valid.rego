# METADATA
# title: Constraints are added to domains NOT VALID
# description: >-
#   A new constraint of a domain is tested in every table with a column of it: PostgreSQL reads them all, and writes to them
#   wait. Added NOT VALID it holds for new values at once, and nothing is read.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-alterdomain.html
# custom:
#   severity: error
#   message: '{action} on domain {name} reads all of {tables} in SHARE mode: writes wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans, types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-alter-domain-with-add-constraint], pgfence: [ban-alter-domain-add-constraint], pgsafe: [add-domain-constraint-without-not-valid, add-domain-not-null]}
package bdma.migration.alter_domain_not_valid

deny contains {"at": s.at, "action": s.action, "name": s.name, "tables": s.reads_under_lock, "how": how[s.action]} if {
	some s in input.statements
	s.kind == "ALTER DOMAIN"
	s.reads_under_lock
	how[s.action]
}

how := {
	"ADD CONSTRAINT": "add it NOT VALID, and VALIDATE it while few write: before PostgreSQL 18 that blocks writes too",
	"SET NOT NULL": "make the columns NOT NULL instead, or add CHECK (VALUE IS NOT NULL) NOT VALID and VALIDATE it while few write: before PostgreSQL 18 that blocks writes too",
}
