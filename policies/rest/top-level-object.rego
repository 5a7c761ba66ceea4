# METADATA
# title: Bodies are objects, not lists
# description: >-
#   An object can grow: a cursor, a total, a warning finds its place beside the list. A bare list cannot, so that paging
#   it breaks every client.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#110
# custom:
#   severity: info
#   message: '{owner} is a bare list, which nothing can be added to later'
#   fix: 'put the list into an object, under a name such as "items"'
#   standard: rest/collections
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-array-responses, ibm-requestbody-is-object]
#     zalando: ["110"]
package bdma.rest.top_level_object

deny contains {"at": medium.at, "owner": medium.label} if {
	some medium in input.media_types
	medium.shape == "array"
	medium.is_json
	not endswith(medium.name, "json-patch+json")
	medium.class in {"request", "success"}
}
