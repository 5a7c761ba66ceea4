# METADATA
# title: Numbers come from identity columns
# description: >-
#   serial is short for a default that calls a sequence: whoever inserts needs rights on the sequence as well, a copy with
#   LIKE counts with the same one, and any insert may set a number that it gives out later. An identity column is the
#   standard and has none of this.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_serial
# custom:
#   severity: info
#   message: '{what} a serial, whose sequence has rights of its own and whose numbers any insert may set'
#   fix: 'write {type} GENERATED ALWAYS AS IDENTITY'
#   standard: schema/types
#   tags: [types, keys]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [prefer-identity], bytebase: [index.primary-key-type-allowlist], pgfence: [prefer-identity], pg-migration-lint: [PGM105], pgsafe: [prefer-identity], pgls: [preferIdentity], schemalint: [prefer-identity-to-serial], pg-index-health: [COLUMNS_WITH_SERIAL_TYPES, PRIMARY_KEYS_WITH_SERIAL_TYPES]}
package bdma.schema.prefer_identity

deny contains {
	"at": column.type_at, "what": what, "type": type,
	"edits": [{"at": column.type_at, "replace": [column.base_type, " GENERATED ALWAYS AS IDENTITY"]} |
		contains(column.type_written, "serial")
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	column.is_serial
	not grouped
	what := sprintf("%s.%s is", [column.table, column.name])
	type := wide(column)
}

wide(column) := "bigint" if {
	column.is_primary_key
} else := column.base_type

deny contains {"at": habit.at, "related": habit.more, "what": what, "type": "bigint"} if {
	grouped
	habit := input.habits.serial
	what := sprintf("each number that is counted up in this schema, beginning with %s.%s, is", [habit.table, habit.name])
}

# A schema that does it throughout has one cause, and gets one finding.
grouped if {
	habit := input.habits.serial
	habit.count >= 5
	habit.count >= 4 * habit.others
}
