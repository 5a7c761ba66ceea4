# METADATA
# title: Points in time are timestamptz
# description: >-
#   A timestamp without time zone does not say which moment it means: the same value is another one in a session with another
#   TimeZone. timestamptz takes the same space and is stored in UTC.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29
# custom:
#   severity: warning
#   message: '{table}.{column} is a timestamp without time zone, which does not say what moment it means'
#   fix: 'write {instead}'
#   standard: schema/types
#   tags: [types, time]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.prefer_timestamptz

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "instead": instead} if {
	some column in input.columns
	column.base_type == "timestamp without time zone"
	instead := replace(replace(column.type, "timestamp", "timestamptz"), " without time zone", "")
}
