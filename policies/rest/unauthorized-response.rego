# METADATA
# title: Secured operations document 401
# description: >-
#   Tokens expire. A client that knows what a 401 looks like can fetch a new one and try again; one that does not shows
#   an error to its user. A default response counts. Of an operation without
#   any client error rest/client-error-response speaks.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-401-unauthorized
# custom:
#   severity: info
#   message: '{subject}, so clients do not know what an expired token looks like'
#   fix: 'add the response "401"'
#   standard: rest/status
#   tags: [responses, security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-error-responses-401"]
#     vacuum: [owasp-define-error-responses-401]
#     speakeasy: [owasp-define-error-responses-401]
package bdma.rest.unauthorized_response

deny contains {"at": operation.at, "subject": subject} if {
	not nowhere
	some operation in input.operations
	operation.security == "required"
	operation.kind == "path"
	operation.has_client_error
	not operation.responses["401"]
	not operation.responses["4XX"]
	not operation.has_default
	subject := sprintf("%s needs credentials, but does not document 401", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.unauthorized]

subjects := {"none": "no operation documents 401", "some": "most operations do not document 401"}
