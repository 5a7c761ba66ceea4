# METADATA
# title: Operations document server errors
# description: >-
#   Servers fail, and what they say then is a part of the API: documented, it has a shape that clients can read and that
#   gives away no stack trace. A default response counts.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/
# custom:
#   severity: info
#   message: '{operation} documents no server error'
#   fix: 'add the response "500", or "default"'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-error-responses-500"]
#     vacuum: [owasp-define-error-responses-500]
#     speakeasy: [owasp-define-error-responses-500]
package bdma.rest.server_error_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	not operation.has_server_error
	not operation.has_default
	not operation.responses_unknown
}
