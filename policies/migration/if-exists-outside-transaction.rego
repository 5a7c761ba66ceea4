# METADATA
# title: Statements outside of a transaction can run again
# description: >-
#   Without a transaction each statement commits by itself. When a later one fails, the migration is run again from its beginning, and
#   fails at the first statement that finds its work done.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARMS
# custom:
#   severity: warning
#   message: '{what} commits by itself: when a statement after it fails, the next run of the migration fails here'
#   fix: 'write {words}'
#   standard: migration/transactions
#   tags: [transactions, failure]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [prefer-robust-stmts], pgls: [preferRobustStmts], pgfence: [prefer-robust-*], pg-migration-lint: [PGM401, PGM402], pgsafe: [require-if-exists]}
package bdma.migration.if_exists_outside_transaction

deny contains {"at": s.at, "what": what, "words": s.fails_again} if {
	some s in input.statements
	s.fails_again
	not concurrent(s)
	what := trim_space(sprintf("%s %s", [s.kind, object.get(s, "name", object.get(s, "table", ""))]))
}

# An index on a table that is in use is to be built CONCURRENTLY, which IF NOT EXISTS is not for.
concurrent(s) if {
	s.kind == "CREATE INDEX"
	s.existed_before
	not s.nothing_to_build
}
