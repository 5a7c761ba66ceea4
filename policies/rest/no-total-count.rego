# METADATA
# title: Collections do not count themselves
# description: >-
#   To say how many elements there are the service reads them all, for every page, and once clients rely on the number
#   it cannot be taken away. Clients seldom need it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#254
# custom:
#   severity: info
#   message: '"{property}" counts the whole collection on every call'
#   fix: 'remove it, or return it on request only'
#   standard: rest/collections
#   tags: [collections]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["254"]
package bdma.rest.no_total_count

deny contains {"at": collection.total_at, "property": collection.total} if {
	some collection in input.collections
}
