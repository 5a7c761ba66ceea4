# METADATA
# title: Responses say how many requests are left
# description: >-
#   Callers who see their limit and what is left of it slow down by themselves. Without these headers the first thing
#   that they learn of a limit is that they have broken it.
# related_resources:
#   - https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: info
#   message: '{subject} a header that says how many requests are left'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [resilience, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api4:2023-rate-limit"]
#     vacuum: [owasp-rate-limit]
#     speakeasy: [owasp-rate-limit]
package bdma.rest.rate_limit_header

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add RateLimit and RateLimit-Policy, or X-RateLimit-Limit, -Remaining and -Reset, to its responses",
} if {
	input.api.rate_limit_headers == "most"
	some operation in input.operations
	not operation.has_rate_limit_headers
	operation.kind == "path"
	not operation.is_health
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add RateLimit and RateLimit-Policy, or X-RateLimit-Limit, -Remaining and -Reset, to the responses",
} if {
	subject := subjects[input.api.rate_limit_headers]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
