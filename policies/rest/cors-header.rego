# METADATA
# title: Responses say which sites may read them
# description: >-
#   Browsers let a page read the answer of another site only when Access-Control-Allow-Origin names it. An API that
#   documents the header has decided who that is; one that does not often sends * to everybody.
# related_resources:
#   - https://fetch.spec.whatwg.org/#http-cors-protocol
#   - https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/
# custom:
#   severity: info
#   message: '{subject} the response header Access-Control-Allow-Origin'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-cors-origin"]
package bdma.rest.cors_header

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add the header Access-Control-Allow-Origin to its responses, with the sites that may read them",
} if {
	input.api.cors_header == "most"
	some operation in input.operations
	not operation.has_cors_header
	operation.kind == "path"
	not operation.is_health
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add the header Access-Control-Allow-Origin to the responses, with the sites that may read them",
} if {
	subject := subjects[input.api.cors_header]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
