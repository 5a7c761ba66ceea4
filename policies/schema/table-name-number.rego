# METADATA
# title: Table names are all singular or all plural
# description: >-
#   Whoever writes a query guesses the table's name. With both customers and order in one schema the guess is wrong half
#   of the time.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createtable.html
# custom:
#   severity: info
#   message: '{what}'
#   fix: '{how}'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {schemalint: [name-inflection]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       number:
#         type: string
#         enum: [consistent, singular, plural]
#         default: consistent
#         description: The number that names are in; "consistent" asks for one, whichever most tables have.
package bdma.schema.table_name_number

deny contains {"at": mix.first_at, "related": mix.odd, "what": what, "how": how} if {
	data.settings.number == "consistent"
	mix := input.number_mix
	what := sprintf("the name of table %s is not in the %s, as those of most tables are", [mix.first, mix.most])
	how := sprintf("name new tables in the %s", [mix.most])
}

deny contains {"at": table.at, "what": what, "how": how} if {
	data.settings.number != "consistent"
	some table in input.numbered_tables
	table.number != data.settings.number
	what := sprintf("the name of table %s is not in the %s", [table.table, data.settings.number])
	how := sprintf("name it in the %s", [data.settings.number])
}
