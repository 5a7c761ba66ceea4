# METADATA
# title: PUT takes what GET returns
# description: >-
#   PUT replaces a resource by its representation: a client reads it, changes a field and sends it back. With one
#   schema, whose readOnly properties the server fills, that is one type and no mapping.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#252
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-put
# custom:
#   severity: info
#   message: '{operation} takes {takes}, and GET returns {read}'
#   fix: 'use {read} for both, with readOnly and writeOnly properties'
#   standard: rest/methods
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["252"]
#     ibm: [ibm-api-symmetry]
package bdma.rest.put_schema_symmetric

deny contains {"at": body.at, "operation": operation.label, "takes": body.schema, "read": operation.item_returns} if {
	some operation in input.operations
	operation.method == "put"
	body := operation.request_body
	body.schema != operation.item_returns
}
