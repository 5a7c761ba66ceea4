# METADATA
# title: Migrations do not drop databases
# description: >-
#   DROP DATABASE removes all data of a database at once and cannot be rolled back. No migration of an application's schema needs it.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-dropdatabase.html
# custom:
#   severity: error
#   message: 'DROP DATABASE removes a whole database and cannot be undone'
#   fix: 'leave it out: an administrator drops databases, by hand and with a backup'
#   standard: migration/safety
#   tags: [data-loss]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [ban-drop-database], pgfence: [drop-database], pgsafe: [drop-database], pgls: [banDropDatabase]}
package bdma.migration.drop_database

deny contains {"at": statement.at} if {
	some statement in input.statements
	statement.kind == "DROP DATABASE"
	statement.direction == "up"
}
