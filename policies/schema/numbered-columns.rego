# METADATA
# title: No column is repeated with a number
# description: >-
#   phone1, phone2 and phone3 are a list in disguise: the fourth needs a migration, a search has to name each of them, and a
#   gap between them means nothing. A table with a row for each has room for all.
# related_resources:
#   - https://en.wikipedia.org/wiki/First_normal_form
# custom:
#   severity: info
#   message: '{table} repeats a column: {first} to {last}'
#   fix: 'make {stem} a table of its own with a row for each, or an array'
#   standard: schema/normalisation
#   tags: [normalisation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       min-columns:
#         type: integer
#         minimum: 2
#         default: 2
#         description: The smallest number of such columns.
#       allow:
#         type: array
#         items: {type: string}
#         default: [address, address_line, billing_address_line, customer_address_line, supplier_address_line, shipping_address_line, line, street, token, player, team]
#         description: Names that come in a fixed number, in lower case and without the number.
#   equivalents: {pg-index-health: [TABLES_WITH_INCREMENTING_COLUMNS]}
package bdma.schema.numbered_columns

deny contains {
	"at": group.at, "related": group.more, "table": table.table,
	"first": group.first, "last": group.last, "stem": group.stem,
} if {
	some table in input.tables
	group := table.numbered
	group.count >= data.settings["min-columns"]
	not group.stem in allowed
}

allowed := {stem | some stem in data.settings.allow}
