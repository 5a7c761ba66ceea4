# METADATA
# title: Triggers on existing tables are added knowingly
# description: >-
#   CREATE TRIGGER locks the table against writes, and from then on every write runs code that nobody sees in the application.
#   Some teams have no triggers, or want a second look at each.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtrigger.html
# custom:
#   severity: info
#   message: 'trigger {trigger} takes SHARE ROW EXCLUSIVE on {table}, and every write to it runs more code from now on'
#   fix: 'do it in the application, or have the trigger reviewed; SET lock_timeout before it'
#   standard: migration/locking
#   tags: [locks]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pgfence: [create-trigger], pgsafe: [add-trigger], pgls: [avoidCreateTrigger]}
package bdma.migration.create_trigger

deny contains {"at": s.at, "trigger": s.name, "table": s.table} if {
	some s in input.statements
	s.kind == "CREATE TRIGGER"
	s.existed_before
}
