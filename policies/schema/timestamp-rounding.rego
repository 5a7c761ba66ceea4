# METADATA
# title: Times are not rounded to seconds
# description: >-
#   A precision of 0 rounds, it does not cut: what happens at 23:59:59.6 is stored as the next day, and a moment can lie in
#   the future of the clock that gave it.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp.280.29_or_timestamptz.280.29
# custom:
#   severity: info
#   message: '{table}.{column} is {type}, which rounds half a second up, into the next day at midnight'
#   fix: 'write {instead}, and date_trunc where a query wants seconds'
#   standard: schema/types
#   tags: [types, time]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM102], gitlab: [RoundTimestamp]}
package bdma.schema.timestamp_rounding

deny contains {
	"at": column.type_at, "table": column.table, "column": column.name,
	"type": column.type, "instead": instead[column.type],
	"edits": [{"at": column.type_at, "replace": instead[column.type]} |
		column.type_written
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	instead[column.type]
}

instead := {
	"timestamp(0) with time zone": "timestamptz",
	"timestamp(0) without time zone": "timestamptz",
}
