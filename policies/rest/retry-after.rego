# METADATA
# title: Responses that send callers away tell when to come back
# description: >-
#   On 429 and 503 callers try again. Without Retry-After all of them guess, and the next wave arrives together before
#   the service has recovered.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
#   - https://opensource.zalando.com/restful-api-guidelines/#153
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{subject} when to try again'
#   fix: '{fix}'
#   standard: rest/resilience
#   tags: [resilience, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, zalando: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api4:2023-rate-limit-retry-after"]
#     vacuum: [owasp-rate-limit-retry-after]
#     zalando: ["153"]
#     speakeasy: [owasp-rate-limit-retry-after]
package bdma.rest.retry_after

deny contains {"at": response.at, "subject": subject, "fix": "add the header Retry-After"} if {
	input.api.retry_time == "most"
	some response in input.responses
	not response.tells_when_to_retry
	subject := sprintf("this response for %s does not tell", [response.retry_status])
}

# One finding, not one per response, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add the header Retry-After to the responses for 429 and 503",
} if {
	subject := subjects[input.api.retry_time]
}

subjects := {"none": "no response for 429 or 503 tells", "some": "most responses for 429 and 503 do not tell"}
