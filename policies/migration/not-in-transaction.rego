# METADATA
# title: What PostgreSQL refuses in a transaction runs outside of one
# description: >-
#   VACUUM, CREATE DATABASE, ALTER SYSTEM, REINDEX SCHEMA and a few others cannot run within a transaction. The migration fails with error
#   25001, whatever is in the tables.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-vacuum.html#SQL-VACUUM-NOTES
#   - https://www.postgresql.org/docs/current/sql-altersystem.html
# custom:
#   severity: error
#   message: '{what} fails: {why}'
#   fix: '{how}'
#   standard: migration/transactions
#   tags: [failure, transactions]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {bytebase: [statement.non-transactional], pgfence: [alter-enum-add-value], pgls: [avoidAlterEnumAddValue]}
package bdma.migration.not_in_transaction

deny contains {
	"at": s.at, "what": what, "why": why[s.transaction], "how": how,
	"edits": [{"at": e.at, "replace": e.text} | some e in s.leave.edits],
} if {
	some s in input.statements
	s.direction == "up"
	s.refused
	not contains(s.outside_only, "CONCURRENTLY")
	how := concat("", [out[s.transaction], input.outside_transaction])
	what := trim_space(sprintf("%s %s", [s.outside_only, object.get(s, "name", object.get(s, "table", ""))]))
}

out := {"explicit": "move it out from between BEGIN and COMMIT, and ", "runner": "", "implicit": ""}

why := {
	"explicit": "it stands between BEGIN and COMMIT",
	"runner": "the migration tool runs this file in a transaction",
	"implicit": "the file is sent as one query, and PostgreSQL runs several statements of one query as one transaction",
}
