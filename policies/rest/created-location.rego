# METADATA
# title: 201 says where the new resource is
# description: >-
#   A client that has created something wants to go on with it. The Location header tells its address in one line,
#   whatever the client knows about paths.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-201-created
#   - https://opensource.zalando.com/restful-api-guidelines/#133
# custom:
#   severity: info
#   message: '{operation} answers 201 without saying where the new resource is'
#   fix: 'add the header Location to the response'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["133", "180"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       accept-body:
#         type: boolean
#         default: true
#         description: Accept an object in the body in place of the header.
package bdma.rest.created_location

deny contains {"at": response.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "post"
	operation.kind == "path"
	response := operation.responses["201"]
	not response.is_unknown
	not "location" in response.headers
	not in_body(response)
}

in_body(response) if {
	data.settings["accept-body"]
	response.shape == "object"
}
