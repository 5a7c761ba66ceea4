# METADATA
# title: A page leads to the next one
# description: >-
#   A client that is given the next address or cursor need not know how it is made, and sees where the collection ends
#   without asking for an empty page.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#161
#   - https://opensource.zalando.com/restful-api-guidelines/#248
# custom:
#   severity: info
#   message: '{operation} is paged, but no page says how to get the next'
#   fix: 'add a property such as "next" beside the items'
#   standard: rest/collections
#   tags: [collections]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["161", "248"]
package bdma.rest.pagination_links

deny contains {"at": collection.at, "operation": collection.operation} if {
	some collection in input.collections
	collection.pagination
	not collection.has_next
}
