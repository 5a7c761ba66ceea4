# METADATA
# title: Points in time are timestamptz
# description: >-
#   A timestamp without time zone does not say which moment it means: the same value is another one in a session with another
#   TimeZone. timestamptz takes the same space and is stored in UTC.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29
# custom:
#   severity: warning
#   message: '{what} without time zone: which moment that is depends on the session that reads it'
#   fix: 'write {instead}{tool}'
#   standard: schema/types
#   tags: [types, time]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [prefer-timestamp-tz], pgfence: [prefer-timestamptz], pg-migration-lint: [PGM101], pgls: [preferTimestamptz], schemalint: [prefer-timestamptz-to-timestamp], pg-index-health: [COLUMNS_WITH_TIMESTAMP_OR_TIMETZ_TYPE], gitlab: [Datetime, Timestamps]}
package bdma.schema.prefer_timestamptz

deny contains {
	"at": times.at, "related": times.more, "what": what, "instead": times.instead, "tool": tool,
	"edits": [{"at": type.at, "replace": type.instead} |
		tool == ""
		count(times.places) == count(times.columns)
		some type in times.places
	],
} if {
	some table in input.tables
	times := table.timestamps
	not grouped
	what := subject(table.table, times.columns)
}

deny contains {
	"at": habit.at, "related": habit.more, "what": what, "instead": "timestamptz",
	"tool": tool,
} if {
	grouped
	habit := input.habits.timestamp
	what := sprintf("every point in time of this schema, beginning with %s.%s, is a timestamp", [habit.table, habit.name])
}

subject(table, columns) := sprintf("%s.%s is a timestamp", [table, columns[0]]) if {
	count(columns) == 1
} else := sprintf("%s of %s are timestamps", [concat(", ", columns), table])

# A schema that does it throughout has one cause, often the default of a tool, and gets one finding.
grouped if {
	habit := input.habits.timestamp
	habit.count >= 5
	habit.count >= 4 * habit.others
}

tool := object.get({"prisma": " (@db.Timestamptz in schema.prisma)", "drizzle": " ({ withTimezone: true } in the schema)"}, input.runner, "")
