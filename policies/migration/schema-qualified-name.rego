# METADATA
# title: Migrations name schemas
# description: >-
#   Which table a bare name means depends on the search_path of whoever runs the migration. With another role or tool it
#   can be made in another schema.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATH
# custom:
#   severity: info
#   message: '{name} is written without its schema'
#   fix: 'write the schema before the name, as in public.{name}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [require-table-schema], pgsafe: [require-schema-qualified], bytebase: [naming.fully-qualified, statement.create-specify-schema]}
package bdma.migration.schema_qualified_name

deny contains {"at": statement.at, "name": statement.unqualified} if {
	some statement in input.statements
	statement.unqualified
}
