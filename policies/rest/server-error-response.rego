# METADATA
# title: Operations document server errors
# description: >-
#   Servers fail, and what they say then is a part of the API: documented, it has a shape that clients can read and that
#   gives away no stack trace. A default response counts.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/
# custom:
#   severity: info
#   message: '{subject}: neither a 5xx status nor "default"'
#   fix: 'add the response "500", or "default"'
#   standard: rest/status
#   tags: [responses, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-error-responses-500"]
#     vacuum: [owasp-define-error-responses-500]
#     speakeasy: [owasp-define-error-responses-500]
package bdma.rest.server_error_response

deny contains {"at": operation.at, "subject": subject} if {
	not nowhere
	some operation in input.operations
	not operation.has_server_error
	operation.kind == "path"
	not operation.has_default
	not operation.responses_unknown
	subject := sprintf("%s documents no server error", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.server_errors]

subjects := {"none": "no operation documents a server error", "some": "most operations document no server error"}
