# METADATA
# title: An API has few kinds of resources
# description: >-
#   An API of one purpose can be learnt and owned by one team. Zalando's guidelines put the limit at about eight kinds of resources; beyond it there
#   are mostly several APIs in one document.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#146
# custom:
#   severity: info
#   message: 'the API has more than {max} kinds of resources'
#   fix: 'divide it by purpose into several APIs, each with a document of its own'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["146"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max:
#         type: integer
#         minimum: 1
#         default: 8
#         description: The number of distinct path segments that may name a collection.
package bdma.rest.resource_count

deny contains {"at": input.document.at, "max": max} if {
	count([1 | input.path_segments[_].is_collection]) > data.settings.max
	max := data.settings.max
}
