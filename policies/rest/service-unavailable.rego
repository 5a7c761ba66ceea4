# METADATA
# title: Operations say what happens when the service is down
# description: >-
#   A service that is overloaded or in maintenance answers 503, and callers may try again later. Callers who know it
#   open their circuit breaker; those who do not take it for an error of their own.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4
# custom:
#   severity: info
#   message: '{subject} lacks a response for 503, so callers cannot tell a pause from a failure'
#   fix: '{fix}'
#   standard: rest/resilience
#   tags: [resilience]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.service_unavailable

deny contains {"at": operation.at, "subject": operation.label, "fix": "add a response for 503"} if {
	input.api.documents_unavailable
	some operation in input.operations
	operation.kind == "path"
	not operation.documents_unavailable
	not operation.is_health
}

# One finding, not one per operation, where no operation has it.
deny contains {"at": input.document.at, "subject": "every operation", "fix": "add a response for 503 to the operations, most simply by reference to one in components.responses"} if {
	input.api.path_operations > 0
	not input.api.documents_unavailable
}
