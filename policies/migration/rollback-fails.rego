# METADATA
# title: The way back runs
# description: >-
#   PostgreSQL refuses a statement about something that does not exist, or that others still depend on. A rollback that was never run
#   is found to be broken on the day that it is needed.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-depend.html
# custom:
#   severity: warning
#   message: 'the way back fails: {object} {reason}'
#   fix: '{fix}'
#   standard: migration/rollback
#   tags: [rollback, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.rollback_fails

deny contains {"at": row.at, "object": row.object, "reason": row.reason, "fix": row.fix} if {
	some row in input.rollback_failures
}
