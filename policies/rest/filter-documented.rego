# METADATA
# title: Filters say what they understand
# description: >-
#   A parameter such as "filter" or "expand" takes expressions of a language that only its server knows. Without an example nobody writes a
#   first one that works.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#137
# custom:
#   severity: info
#   message: '{parameter} does not show what it understands'
#   fix: 'show an expression in an example or in the description, or describe its form with a schema'
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
#         default: [filter, filters, filtering, query, where, $filter, expand, include, fields]
#         description: The names of parameters that take an expression or a list of fields.
package bdma.rest.filter_documented

deny contains {"at": parameter.at, "parameter": parameter.label} if {
	some parameter in input.parameters
	parameter.in == "query"
	parameter.name in data.settings.names
	not parameter.shows_values
}
