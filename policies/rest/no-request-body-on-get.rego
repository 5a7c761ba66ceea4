# METADATA
# title: GET and HEAD have no request body
# description: >-
#   HTTP gives a body no meaning in these methods: proxies and client libraries drop it, caches ignore it, and some
#   servers refuse the request.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-get
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-head
# custom:
#   severity: warning
#   message: '{operation} has a request body, which clients and proxies may drop'
#   fix: 'use query parameters, or POST to a resource that stands for the request'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [no-request-body]
#     ibm: [ibm-no-operation-requestbody]
#     zalando: ["148"]
package bdma.rest.no_request_body_on_get

deny contains {"at": body.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method in {"get", "head"}
	body := operation.request_body
	not body.is_empty
}
