# METADATA
# title: No time of day carries a time zone
# description: >-
#   A time with time zone holds an offset and no date, so that it cannot know of daylight saving time: 09:00+01 is another
#   hour in summer. The manual itself advises against the type.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timetz
# custom:
#   severity: warning
#   message: '{table}.{column} is a time of day with an offset, which is wrong for half of the year where clocks change'
#   fix: 'write timestamptz for a moment, or time and a second column with the name of the time zone'
#   standard: schema/types
#   tags: [types, time]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [COLUMNS_WITH_TIMESTAMP_OR_TIMETZ_TYPE]}
package bdma.schema.no_timetz

deny contains {"at": column.type_at, "table": column.table, "column": column.name} if {
	some column in input.columns
	column.base_type == "time with time zone"
}
