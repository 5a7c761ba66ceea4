# METADATA
# title: DELETE has no request body
# description: >-
#   HTTP gives a body of DELETE no meaning, and OpenAPI 3.0 tells readers to ignore it: proxies and client libraries drop
#   it, generated clients have no argument for it, and what was to be deleted is left to chance.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-delete
#   - https://spec.openapis.org/oas/v3.0.4.html#operation-object
# custom:
#   severity: warning
#   message: '{operation} has a request body, which clients and proxies may drop'
#   fix: 'name what to delete in the path or the query, or POST to a resource that stands for the request'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [no-request-body]
#     ibm: [ibm-no-operation-requestbody, ibm-no-body-for-delete]
#     zalando: ["148"]
package bdma.rest.no_request_body_on_delete

deny contains {"at": body.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "delete"
	body := operation.request_body
	not body.is_empty
}
