# METADATA
# title: Every operation documents its client errors
# description: >-
#   Requests are wrong sometimes: not authorised, not valid, not found. A client can only handle what is documented, by
#   status or by a default response.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#151
# custom:
#   severity: warning
#   message: '{subject}: neither a 4xx status nor "default"'
#   fix: 'add the errors that clients will meet, such as "400" or "404", or "default"'
#   standard: rest/status
#   tags: [responses, owasp]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, owasp: 1, all: 1}
#   equivalents:
#     vacuum: [operation-4xx-response]
#     redocly: [operation-4xx-response]
#     zalando: ["151"]
#     speakeasy: [style-operation-error-response]
#     kics: [response_code_missing, default_response_undefined_operations]
package bdma.rest.client_error_response

deny contains {"at": operation.at, "subject": subject} if {
	not nowhere
	some operation in input.operations
	not operation.has_client_error
	operation.kind == "path"
	operation.has_success
	not operation.has_default
	not operation.responses_unknown
	subject := sprintf("%s documents no client error", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.client_errors]

subjects := {"none": "no operation documents a client error", "some": "most operations document no client error"}
