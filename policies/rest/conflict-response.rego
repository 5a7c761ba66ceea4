# METADATA
# title: Operations that change a resource document conflicts
# description: >-
#   Two clients change the same resource, or create it twice: 409, or 412 with a precondition, tells the second one, who
#   would overwrite the first otherwise. A default response counts. Of an operation without
#   any client error rest/client-error-response speaks.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-409-conflict
# custom:
#   severity: info
#   message: '{operation} changes a resource, but documents neither 409 nor 412'
#   fix: 'add the response "409", or "412" where the request has If-Match'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.conflict_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	operation.is_item
	operation.method in {"put", "patch"}
	not operation.responses["409"]
	not operation.responses["412"]
	not operation.responses["4XX"]
	operation.has_client_error
	not operation.has_default
}
