# METADATA
# title: Operations on an item document 404
# description: >-
#   The id in the path may name nothing. That is the error that every client of the operation meets one day. A default
#   response counts. Of an operation without
#   any client error rest/client-error-response speaks.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-404-not-found
# custom:
#   severity: info
#   message: '{operation} acts on one resource, but does not document 404'
#   fix: 'add the response "404"'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.not_found_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	operation.is_item
	operation.method in {"get", "patch", "delete"}
	not operation.responses["404"]
	not operation.responses["410"]
	not operation.responses["4XX"]
	operation.has_client_error
	not operation.has_default
}
