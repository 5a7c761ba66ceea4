# METADATA
# title: Columns keep a type that holds their values
# description: >-
#   A smaller type does not hold every value that the old one did. PostgreSQL then either refuses the migration, in production
#   only, or changes the values for good: it rounds numbers, cuts text that is cast, and leaves the time of day out of dates.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE
# custom:
#   severity: warning
#   message: 'changing {table}.{column} from {from} to {to} {harm}'
#   fix: '{how}'
#   standard: migration/safety
#   tags: [data-loss, failure, types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {strong_migrations: [change_column], bytebase: [column.disallow-change-type]}
package bdma.migration.narrow_column_type

deny contains {
	"at": action.at, "table": action.table, "column": action.column, "from": action.type_from, "to": action.type,
	"harm": harm[action.narrows], "how": how[action.narrows],
} if {
	some action in input.actions
	action.kind == "ALTER COLUMN TYPE"
	action.existed_before
	action.narrows
	not action.emptied_in_unit
	not action.column_created_in_unit
}

harm := {
	"fails": "fails as soon as one value does not fit",
	"cuts": "cuts every value that is too long, for good",
	"rounds": "rounds values for good, where it does not fail",
	"drops time": "leaves the time of day out of every value, for good",
	"drops date": "leaves the date out of every value, for good",
}

how := {
	"fails": "look for values that do not fit before, and mend them in a migration of their own; or leave the type and add a CHECK … NOT VALID for new rows",
	"cuts": "leave the cast out, so that PostgreSQL refuses what does not fit; or add a column of the new type and keep the old one for a release",
	"rounds": "add a column of the new type, and keep the old one for a release",
	"drops time": "add a column of the new type, and keep the old one for a release",
	"drops date": "add a column of the new type, and keep the old one for a release",
}
