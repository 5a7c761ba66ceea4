# METADATA
# title: Operations say what happens when the service is down
# description: >-
#   A service that is overloaded or in maintenance answers 503, and callers may try again later. Callers who know it
#   open their circuit breaker; those who do not take it for an error of their own.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4
# custom:
#   severity: info
#   message: '{subject} a response for 503, so callers cannot tell a pause from a failure'
#   fix: '{fix}'
#   standard: rest/resilience
#   tags: [resilience]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.service_unavailable

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add a response for 503",
} if {
	input.api.unavailable == "most"
	some operation in input.operations
	not operation.documents_unavailable
	operation.kind == "path"
	not operation.is_health
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add a response for 503 to the operations, most simply by reference to one in components.responses",
} if {
	subject := subjects[input.api.unavailable]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
