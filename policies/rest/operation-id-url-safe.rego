# METADATA
# title: operationIds have no characters that URLs must encode
# description: >-
#   Documentation puts the operationId into the address of its page, and generators make a function name of it. Spaces, braces or quotes break the
#   first and are lost in the second.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc3986.html#section-2
# custom:
#   severity: warning
#   message: 'the operationId "{id}" has characters that links and function names cannot have'
#   fix: 'keep to letters, digits and - . _'
#   standard: rest/naming
#   tags: [naming, codegen]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [operation-operationId-valid-in-url]
#     vacuum: [operation-operationId-valid-in-url]
#     redocly: [operation-operationId-url-safe]
#     speakeasy: [semantic-operation-id-valid-in-url]
package bdma.rest.operation_id_url_safe

deny contains {"at": n.at, "id": n.name} if {
	some n in input.named.operation_id
	not regex.match(`^[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]*$`, n.name)
}
