# METADATA
# title: Schemas keep their names while code uses them
# description: >-
#   Queries with the schema in the name of a table, and every search_path that has it, fail from the moment it has another
#   name. During a deployment the old version of the application still runs.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-alterschema.html
# custom:
#   severity: warning
#   message: 'renaming schema {name} to {to} breaks running code that names it, and every search_path that has it'
#   fix: 'create schema {to}, move the tables one by one and leave views in {name}, or keep the name'
#   standard: migration/compatibility
#   tags: [deployment]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {strong_migrations: [rename_schema], pgfence: [rename-schema], pgsafe: [rename]}
package bdma.migration.rename_schema

deny contains {"at": s.at, "name": s.name, "to": s.to} if {
	some s in input.statements
	s.kind == "ALTER SCHEMA"
	s.to
	s.existed_before
	not s.old_name_exists
}
