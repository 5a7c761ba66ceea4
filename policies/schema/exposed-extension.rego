# METADATA
# title: Extensions stay out of schemas that an API serves
# description: >-
#   An API serves the functions and tables of an extension as it serves yours, and their names are in the way of your own.
# related_resources:
#   - https://supabase.com/docs/guides/database/extensions
#   - https://www.postgresql.org/docs/current/sql-createextension.html
# custom:
#   severity: warning
#   message: 'extension {extension} is in the schema {schema}, {why}'
#   fix: 'add a schema of its own: CREATE EXTENSION {extension} WITH SCHEMA extensions'
#   standard: schema/privacy
#   tags: [privacy, extensions]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0014"]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       schemas:
#         type: array
#         items: {type: string}
#         default: []
#         description: Further schemas that extensions are to stay out of, besides those that the platform's API serves.
#         examples: [[public]]
package bdma.schema.exposed_extension

deny contains {"at": extension.at, "extension": extension.name, "schema": extension.schema, "why": "which the API serves"} if {
	some extension in input.extensions
	extension.exposed
}

deny contains {"at": extension.at, "extension": extension.name, "schema": extension.schema, "why": "which extensions are to stay out of"} if {
	some extension in input.extensions
	not extension.exposed
	extension.schema in data.settings.schemas
}
