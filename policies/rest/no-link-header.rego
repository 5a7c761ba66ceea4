# METADATA
# title: Links are in the body
# description: >-
#   The Link header is out of sight of the JSON that clients read, has a syntax of its own, and belongs to the message
#   rather than to an object in it. Links in the body belong to what they stand beside.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#166
# custom:
#   severity: info
#   message: '{response} has the header Link'
#   fix: 'put the links into the body'
#   standard: rest/collections
#   tags: [http]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["166"]
package bdma.rest.no_link_header

deny contains {"at": response.at, "response": response.label} if {
	some response in input.responses
	"link" in response.headers
}
