# METADATA
# title: A successful GET has a body
# description: >-
#   A GET is asked for its content. When 200 has none, generated clients return nothing, however much the server sends.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-get
# custom:
#   severity: warning
#   message: '{operation} answers 200 without content'
#   fix: 'add content with a schema, or write "204" if there is nothing to send'
#   standard: rest/documentation
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-request-and-response-content]
#     kics: [response_operations_body_schema_undefined]
package bdma.rest.response_body_present

deny contains {"at": response.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "get"
	operation.kind == "path"
	response := operation.responses["200"]
	not response.is_unknown
	count(response.media_types) == 0
}
