# METADATA
# title: Every request can be traced
# description: >-
#   When a call fails in one of ten services, an identifier that goes with it through all of them is what finds the
#   place in the logs. Callers must know the header to send it, or to quote it to the support.
# related_resources:
#   - https://www.w3.org/TR/trace-context/
# custom:
#   severity: info
#   message: '{subject} lacks a header that identifies the request'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [observability]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.trace_header

deny contains {"at": operation.at, "subject": operation.label, "fix": "add the header parameter traceparent, or a header such as X-Request-ID to its responses"} if {
	input.api.has_trace_header
	some operation in input.operations
	operation.kind == "path"
	not operation.has_trace_header
	not operation.is_health
}

# One finding, not one per operation, where no operation has it.
deny contains {"at": input.document.at, "subject": "every operation", "fix": "add the header parameter traceparent, or a header such as X-Request-ID to the responses"} if {
	input.api.path_operations > 0
	not input.api.has_trace_header
}
