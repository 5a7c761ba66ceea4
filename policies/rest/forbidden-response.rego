# METADATA
# title: Operations that need a scope document 403
# description: >-
#   A token may be good and still lack the scope or the role. That is 403, and a client must treat it otherwise than
#   401: a new token of the same kind does not help. A default response counts. Of an operation without
#   any client error rest/client-error-response speaks.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-403-forbidden
# custom:
#   severity: info
#   message: '{operation} needs a scope, but does not document 403'
#   fix: 'add the response "403"'
#   standard: rest/status
#   tags: [responses, security]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.forbidden_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	operation.needs_scope
	not operation.responses["403"]
	not operation.responses["4XX"]
	operation.has_client_error
	not operation.has_default
}
