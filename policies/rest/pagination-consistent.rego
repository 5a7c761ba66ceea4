# METADATA
# title: Collections are paged in one way
# description: >-
#   With one way of paging a client needs one loop, and a person one page of documentation.
# related_resources:
#   - https://google.aip.dev/158
#   - https://opensource.zalando.com/restful-api-guidelines/#160
# custom:
#   severity: info
#   message: '{operation} is paged by "{style}", and most collections of this API by "{usual}"'
#   fix: 'page it by "{usual}" as well'
#   standard: rest/collections
#   tags: [collections]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-pagination-style]
package bdma.rest.pagination_consistent

deny contains {"at": collection.at, "operation": collection.operation, "style": collection.pagination, "usual": collection.usual_pagination} if {
	some collection in input.collections
	collection.pagination != collection.usual_pagination
}
