# METADATA
# title: Check constraints are named by one template
# description: >-
#   A name that follows from what it names can be found in an error message. Which template it follows is for you to
#   choose; the default is the one by which PostgreSQL makes names up.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html
# custom:
#   severity: info
#   message: 'check constraint {name} on {table} is not named {want}'
#   fix: 'rename it with ALTER TABLE … RENAME CONSTRAINT … TO {want}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {atlas: [NM106]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       prefix:
#         type: string
#         default: "{{table}}_"
#         description: What the name begins with; {{table}} stands for the table.
#       suffix:
#         type: string
#         default: _check
#         description: What the name ends with.
package bdma.schema.check_name

deny contains {"at": row.at, "name": row.name, "table": row.table, "want": want} if {
	some row in input.object_names
	row.kind == "CHECK"
	prefix := replace(data.settings.prefix, "{{table}}", row.table_name)
	not fits(row.name, prefix, data.settings.suffix)
	want := concat("…", [prefix, data.settings.suffix])
}

fits(name, prefix, suffix) if {
	startswith(name, prefix)
	endswith(name, suffix)
}
