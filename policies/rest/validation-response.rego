# METADATA
# title: Operations with a request body document invalid input
# description: >-
#   Input is wrong sometimes. A client that knows the answer can show its user which field is at fault; and an API that
#   documents how it refuses input is one that checks it. A default response counts. Of an operation without
#   any client error rest/client-error-response speaks.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-400-bad-request
# custom:
#   severity: info
#   message: '{operation} takes a body, but documents no answer to an invalid one: neither 400 nor 422'
#   fix: 'add the response "400" or "422"'
#   standard: rest/status
#   tags: [responses, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-error-validation"]
#     vacuum: [owasp-define-error-validation]
#     speakeasy: [owasp-define-error-validation]
package bdma.rest.validation_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	operation.request_body
	operation.method in {"post", "put", "patch"}
	not operation.responses["400"]
	not operation.responses["422"]
	not operation.responses["4XX"]
	operation.has_client_error
	not operation.has_default
}
