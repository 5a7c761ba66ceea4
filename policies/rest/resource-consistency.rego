# METADATA
# title: A resource has one shape
# description: >-
#   A client reads a resource, changes a field and sends it back; what it creates or changes, it shows. With one schema
#   for all of it, whose readOnly properties the server fills, that is one type and no mapping.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#252
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-put
# custom:
#   severity: info
#   message: '{operation} {does} {schema}, and a GET of the same resource returns {read}'
#   fix: 'use {read} for both, with readOnly and writeOnly properties'
#   standard: rest/methods
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["252"]
#     ibm: [ibm-resource-response-consistency, ibm-api-symmetry]
package bdma.rest.resource_consistency

deny contains {"at": operation.at, "operation": operation.label, "does": "returns", "schema": operation.returns, "read": operation.item_returns} if {
	some operation in input.operations
	operation.item_returns != operation.returns
}

deny contains {"at": body.at, "operation": operation.label, "does": "takes", "schema": body.schema, "read": operation.item_returns} if {
	some operation in input.operations
	operation.method == "put"
	body := operation.request_body
	body.schema != operation.item_returns
}
