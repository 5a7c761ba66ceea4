# METADATA
# title: Primary keys do not run out
# description: >-
#   An integer key ends at 2,147,483,647, also when most numbers were lost to rolled back inserts. From then on every insert
#   fails, and the change to bigint writes the whole table anew while the service is down.
# related_resources:
#   - https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT
# custom:
#   severity: warning
#   message: '{what} {type}, which ends at {largest}'
#   fix: 'write {instead}'
#   standard: schema/keys
#   tags: [keys, types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM107], pgsafe: [prefer-bigint-primary-key], bytebase: [index.primary-key-type-allowlist], active_record_doctor: [short_primary_key_type], database_consistency: [PrimaryKeyType]}
package bdma.schema.prefer_bigint_key

deny contains {
	"at": column.type_at, "what": what, "type": column.base_type, "largest": largest[column.base_type],
	"instead": instead[serial],
} if {
	some column in input.columns
	column.is_primary_key
	largest[column.base_type]
	not column.is_foreign_key
	grows(column)
	not grouped
	serial := object.get(column, "is_serial", false)
	what := sprintf("the primary key %s.%s is", [column.table, column.name])
}

deny contains {
	"at": habit.at, "related": habit.more, "what": what, "type": "integer",
	"largest": largest.integer, "instead": "bigint, and bigserial for a serial",
} if {
	grouped
	habit := input.habits.integer_key
	what := sprintf("each primary key that is counted up in this schema, beginning with %s.%s, is", [habit.table, habit.name])
}

# A schema that does it throughout has one cause, and gets one finding.
grouped if {
	habit := input.habits.integer_key
	habit.count >= 5
	habit.count >= 4 * habit.others
}

largest := {"smallint": "32,767", "integer": "2,147,483,647"}

instead := {true: "bigserial, or bigint GENERATED ALWAYS AS IDENTITY", false: "bigint"}

# A key that nothing counts up, such as the number of a partition or the fixed id of an only row, does not run out; a
# smallint that a person chose for the id of a look-up table neither.
grows(column) if column.is_counted

grows(column) if {
	column.name == "id"
	column.base_type == "integer"
	not column.default
}
