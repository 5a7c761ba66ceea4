# METADATA
# title: PUT and PATCH have a request body
# description: >-
#   PUT replaces a resource by what the request holds, PATCH changes it by what the request says. Without a body nobody
#   knows what a client has to send, and generated clients send nothing.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-put
#   - https://www.rfc-editor.org/rfc/rfc5789.html#section-2
# custom:
#   severity: warning
#   message: '{operation} has no request body, though it is the body that says what to change'
#   fix: 'add a requestBody with the new state, or use POST on a path that names the action'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       methods:
#         type: array
#         items: {type: string, enum: [put, patch, post]}
#         default: [put, patch]
#         description: The methods that must have a request body. Leave put out where it sets a mark that has no content.
package bdma.rest.request_body_present

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method in data.settings.methods
	operation.kind == "path"
	not operation.request_body
}
