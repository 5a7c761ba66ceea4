# METADATA
# title: Collections are paged
# description: >-
#   Every collection grows. Without pages its answer gets slower and larger until it fails, and adding pages later
#   changes what clients get.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#159
#   - https://google.aip.dev/158
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{operation} returns the whole collection: no parameter chooses a page'
#   fix: 'add the query parameters "limit" and "cursor", or maxItems if the list is short for good'
#   standard: rest/collections
#   tags: [collections, owasp]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, owasp: 1, all: 1}
#   equivalents:
#     zalando: ["159"]
package bdma.rest.pagination

deny contains {"at": collection.at, "operation": collection.operation} if {
	some collection in input.collections
	not collection.pagination
	not collection.has_next
	not collection.is_bounded
}
