# METADATA
# title: Collections are paged by cursor
# description: >-
#   Pages by number shift when something is added or removed: clients see an element twice or never. And the database
#   walks over everything that it skips. A cursor does neither.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#160
# custom:
#   severity: info
#   message: '{operation} is paged by "{style}", which shifts while the collection changes'
#   fix: 'offer a cursor: an opaque position that each page returns for the next'
#   standard: rest/collections
#   tags: [collections]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["160"]
#     ibm: [ibm-prefer-token-pagination]
package bdma.rest.prefer_cursor

deny contains {"at": collection.at, "operation": collection.operation, "style": collection.pagination} if {
	some collection in input.collections
	collection.pagination in {"page", "offset"}
}
