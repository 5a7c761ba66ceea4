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
#   message: '{subject} lacks the response header Access-Control-Allow-Origin'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-define-cors-origin"]
package bdma.rest.cors_header

deny contains {"at": operation.at, "subject": operation.label, "fix": "add the header Access-Control-Allow-Origin to its responses, with the sites that may read them"} if {
	input.api.has_cors_header
	some operation in input.operations
	operation.kind == "path"
	not operation.has_cors_header
	not operation.is_health
}

# One finding, not one per operation, where no operation has it.
deny contains {"at": input.document.at, "subject": "every operation", "fix": "add the header Access-Control-Allow-Origin to the responses, with the sites that may read them"} if {
	input.api.path_operations > 0
	not input.api.has_cors_header
}
