# METADATA
# title: Common query parameters have their conventional names
# description: >-
#   Paging, sorting and searching work alike in all APIs of an organisation, and client libraries do them once, if their parameters have the same
#   names everywhere. The defaults are Zalando's.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#137
# custom:
#   severity: info
#   message: 'the query parameter "{name}" has the conventional name "{conventional}"'
#   fix: 'rename it to "{conventional}"'
#   standard: rest/naming
#   tags: [naming, parameters]
#   context: [at]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["137"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       names:
#         type: object
#         additionalProperties: {type: string}
#         default:
#           query: q
#           search: q
#           search_query: q
#           sort_by: sort
#           order_by: sort
#           orderby: sort
#           select: fields
#           expand: embed
#           include: embed
#           skip: offset
#           start_index: offset
#           page_token: cursor
#           continuation_token: cursor
#           next_token: cursor
#           page_size: limit
#           per_page: limit
#           page_limit: limit
#           max_results: limit
#         description: The conventional name for each unconventional one. These are in snake_case; a parameter may be in any case.
package bdma.rest.conventional_parameters

deny contains {"at": n.at, "name": n.name, "conventional": conventional} if {
	some n in input.named.query
	snake := object.get(n, ["in_case", "snake_case"], n.name)
	conventional := data.settings.names[snake]
}
