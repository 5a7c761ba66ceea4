# METADATA
# title: Triggers are not left disabled
# description: >-
#   While a trigger is disabled, what it upholds does not hold for rows that are written, and nothing looks at these again
#   when it is enabled. DISABLE TRIGGER ALL also switches off the triggers that check foreign keys.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER
# custom:
#   severity: warning
#   message: 'disabling {trigger} on {table} {harm}'
#   fix: '{how}'
#   standard: migration/safety
#   tags: [data-loss, foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pgfence: [enable-disable-trigger], pg-migration-lint: [PGM020], pgls: [avoidEnableDisableTrigger]}
package bdma.migration.disable_trigger

deny contains {"at": action.at, "trigger": trigger, "table": action.table, "harm": harm, "how": how} if {
	some action in input.actions
	action.kind == "DISABLE TRIGGER"
	action.existed_before
	trigger := subject(action)
	[harm, how] := verdict(action)
}

subject(action) := "all triggers" if {
	action.trigger_scope == "ALL"
} else := "the triggers of users" if {
	action.trigger_scope == "USER"
} else := sprintf("trigger %s", [action.name])

verdict(action) := ["lets rows in that break foreign keys, which nothing checks later", "disable single triggers by name, or USER, and enable them again in the same transaction"] if {
	action.trigger_scope == "ALL"
} else := ["is not undone in this migration: rows that are written from now on go without it", "enable it again in the same transaction, or drop it when it is not needed"] if {
	not action.reenabled
}
