# METADATA
# title: Values of enums keep their names while code uses them
# description: >-
#   The old version of the application, which still runs during a deployment, writes and compares the old label: each such
#   query fails from the moment it has another one, and what it reads, it does not know.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertype.html
# custom:
#   severity: warning
#   message: 'renaming value "{value}" of {name} to "{to}" breaks running code that knows the old one'
#   fix: 'add the new value, write it in the next release, and update the rows; the old value may stay'
#   standard: migration/compatibility
#   tags: [deployment, types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {strong_migrations: [rename_enum_value], pgsafe: [rename]}
package bdma.migration.rename_enum_value

deny contains {"at": s.at, "name": s.name, "value": s.value, "to": s.to} if {
	some s in input.statements
	s.action == "RENAME VALUE"
	s.existed_before
	not s.old_name_exists
}
