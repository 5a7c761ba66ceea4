# METADATA
# title: Cacheable answers document how
# description: >-
#   A response that may be cached needs Cache-Control for how long, Vary for what it depends on, and ETag to ask whether
#   it is still good. With one of them missing, caches keep it too long or not at all.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#227
#   - https://www.rfc-editor.org/rfc/rfc9111.html
# custom:
#   severity: info
#   message: '{response} documents Cache-Control without {missing}'
#   fix: 'add the header {missing}'
#   standard: rest/collections
#   tags: [http]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["227"]
package bdma.rest.cache_headers

deny contains {"at": response.at, "response": response.label, "missing": missing} if {
	some response in input.responses
	response.is_success
	"cache-control" in response.headers
	some missing in ["ETag", "Vary"]
	not lower(missing) in response.headers
}
