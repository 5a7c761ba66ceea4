# METADATA
# title: The API does not redirect
# description: >-
#   API clients follow redirections each in its own way: some drop the credentials, some change POST to GET, some do not
#   follow at all. Answer at the address that was called, or document the new one.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#251
# custom:
#   severity: info
#   message: '{operation} redirects with {status}'
#   fix: 'answer the request itself, and announce a move as a deprecation'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["251"]
package bdma.rest.no_redirect

deny contains {"at": use.at, "operation": use.operation, "status": row.status} if {
	some row in input.statuses
	row.class == "3"
	row.status != "304"
	row.kind == "path"
	some use in row.uses
}
