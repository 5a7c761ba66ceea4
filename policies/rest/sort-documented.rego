# METADATA
# title: Sorting says by what
# description: >-
#   A parameter that sorts takes a little language: names of fields, and a sign for the direction. Which fields there are cannot be
#   guessed, and trying is answered with 400.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#137
# custom:
#   severity: info
#   message: '{parameter} does not show by what it sorts'
#   fix: 'list the fields in an enum, or show values in an example or in the description'
#   standard: rest/collections
#   tags: [documentation, collections]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       names:
#         type: array
#         items: {type: string}
#         default: [sort, sort_by, sortBy, sort-by, sorting, sorts, order, order_by, orderBy, order-by, orderby, ordering, $orderby]
#         description: The names of parameters that sort.
package bdma.rest.sort_documented

deny contains {"at": parameter.at, "parameter": parameter.label} if {
	some parameter in input.parameters
	parameter.in == "query"
	parameter.name in data.settings.names
	not parameter.shows_values
}
