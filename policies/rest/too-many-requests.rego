# METADATA
# title: Operations say what happens to callers who are too fast
# description: >-
#   Every API has limits, and the answer beyond them is 429. Callers who know it wait and try again; those who do not
#   take it for a failure, and retry at once.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6585#section-4
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{subject} a response for 429, so callers are not ready to be slowed down'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [resilience, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api4:2023-rate-limit-responses-429"]
#     vacuum: [owasp-define-error-responses-429]
#     speakeasy: [owasp-define-error-responses-429]
package bdma.rest.too_many_requests

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add a response for 429",
} if {
	input.api.too_many_requests == "most"
	some operation in input.operations
	not operation.documents_too_many_requests
	operation.kind == "path"
	not operation.is_health
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add a response for 429 to the operations, most simply by reference to one in components.responses",
} if {
	subject := subjects[input.api.too_many_requests]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
