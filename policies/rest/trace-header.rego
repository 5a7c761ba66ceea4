# METADATA
# title: Every request can be traced
# description: >-
#   When a call fails in one of ten services, an identifier that goes with it through all of them is what finds the
#   place in the logs. Callers must know the header to send it, or to quote it to the support.
# related_resources:
#   - https://www.w3.org/TR/trace-context/
# custom:
#   severity: info
#   message: '{subject} a header that identifies the request'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [observability]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.trace_header

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add the header parameter traceparent, or a header such as X-Request-ID to its responses",
} if {
	input.api.trace_header == "most"
	some operation in input.operations
	not operation.has_trace_header
	operation.kind == "path"
	not operation.is_health
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add the header parameter traceparent, or a header such as X-Request-ID to the responses",
} if {
	subject := subjects[input.api.trace_header]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
