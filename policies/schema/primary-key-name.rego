# METADATA
# title: Primary keys are named by one template
# description: >-
#   A name that follows from what it names can be guessed, and found in an error message. Which template it follows is for
#   you to choose; the default is the one by which PostgreSQL makes names up.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html
# custom:
#   severity: info
#   message: 'primary key {name} on {table} is not named {want}'
#   fix: 'rename it with ALTER TABLE … RENAME CONSTRAINT … TO {want}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [naming.index.pk]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       templates:
#         type: array
#         minItems: 1
#         items: {type: string}
#         default: ["{{table}}_pkey"]
#         description: The names that are right, with {{table}} and {{columns}} (joined with _) in place of those. The first is suggested. Names that would be longer than 63 bytes are free.
package bdma.schema.primary_key_name

deny contains {"at": row.at, "name": row.name, "table": row.table, "want": want} if {
	some row in input.object_names
	row.kind == "PRIMARY KEY"
	not fits(row)
	want := filled(data.settings.templates[0], row)
	count(want) <= 63
}

fits(row) if {
	some template in data.settings.templates
	row.name == filled(template, row)
}

filled(template, row) := strings.replace_n({"{{table}}": row.table_name, "{{columns}}": row.columns}, template)
