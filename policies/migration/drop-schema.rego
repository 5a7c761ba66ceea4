# METADATA
# title: Schemas are not dropped with what is in them
# description: >-
#   DROP SCHEMA … CASCADE drops every table, view, type and function of the schema in one statement, whatever they are by then.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-dropschema.html
# custom:
#   severity: error
#   message: 'DROP SCHEMA {schema} CASCADE drops all that is in it{takes}'
#   fix: 'drop what is in it by name, in releases that no longer use it, and then the empty schema without CASCADE'
#   standard: migration/safety
#   tags: [data-loss]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {atlas: [DS101], pgfence: [drop-schema, drop-schema-cascade], pg-migration-lint: [PGM205], pgls: [banDropSchema]}
package bdma.migration.drop_schema

deny contains {"at": change.at, "schema": change.table, "takes": takes} if {
	some change in input.changes
	change.object == "SCHEMA"
	change.cascade
	takes := listed(object.get(change, "takes", []))
}

listed([]) := ""

listed(objects) := sprintf(": %s", [concat(", ", objects)]) if objects != []
