# METADATA
# title: GET, HEAD and DELETE have no request body
# description: >-
#   HTTP gives a body no meaning in these methods: proxies and client libraries drop it, caches ignore it, and some
#   servers refuse the request.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-get
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-delete
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
#     ibm: [ibm-no-operation-requestbody, ibm-no-body-for-delete]
#     zalando: ["148"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       methods:
#         type: array
#         items: {type: string, enum: [get, head, delete]}
#         default: [get, head, delete]
#         description: The methods that must not have a request body.
package bdma.rest.no_request_body_on_get

deny contains {"at": body.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method in data.settings.methods
	body := operation.request_body
	not body.is_empty
}
