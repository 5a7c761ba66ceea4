# METADATA
# title: Filters and sorting say what they understand
# description: >-
#   A parameter such as "filter" or "sort" takes a little language that only its server knows: names of fields, operators,
#   a sign for the direction. Without an example nobody writes a first value that works.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#137
# custom:
#   severity: info
#   message: '{parameter} does not show what it understands'
#   fix: 'show a value in an example or in the description, or list the values in an enum'
#   standard: rest/collections
#   tags: [documentation, collections]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       names:
#         type: array
#         items: {type: string}
#         default: [filter, filters, filtering, where, $filter, sort, sort_by, sortBy, sort-by, sorting, sorts, order, order_by, orderBy, order-by, orderby, ordering, $orderby]
#         description: The names of parameters that filter or sort.
package bdma.rest.filter_documented

deny contains {"at": parameter.at, "parameter": parameter.label} if {
	some parameter in input.parameters
	parameter.in == "query"
	parameter.name in data.settings.names
	not parameter.shows_values
}
