# METADATA
# title: Large updates run in batches
# description: >-
#   An UPDATE of every row locks all of them until the transaction commits, so that writers wait, and leaves a dead
#   version of each row behind: the table doubles. Batches with a commit between them let others go on.
# related_resources:
#   - https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY
# custom:
#   severity: warning
#   message: 'UPDATE without WHERE writes every row of {table} and keeps all of them locked until it commits'
#   fix: 'fill the rows in batches with a commit after each, outside of the migration, or add the condition that was meant'
#   standard: migration/safety
#   tags: [locks, data-changes]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pgls: [banUpdateWithoutWhere], pg-migration-lint: [PGM302], pgfence: [update-in-migration], gitlab: [UpdateLargeTable]}
package bdma.migration.update_without_where

deny contains {"at": s.at, "table": s.table} if {
	some s in input.statements
	s.kind == "UPDATE"
	s.direction == "up"
	s.existed_before
	not s.filtered
	not s.emptied_in_unit
	not locked_out(s)
}

# Under ACCESS EXCLUSIVE it is worse than that: migration/work-under-lock says so, and has the same remedy.
locked_out(s) if {
	s.holds_access_exclusive_since
	s.work
	not s.work_counted
}
