# METADATA
# title: Every operation takes X-Flow-ID
# description: >-
#   The flow id goes through all services that a request passes, and their logs with it. A service that does not take
#   it, and pass it on, is where the trace ends.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#233
# custom:
#   severity: warning
#   message: '{subject} the header parameter X-Flow-ID'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [observability]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["233"]
package bdma.rest.flow_id

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add the header parameter X-Flow-ID",
} if {
	input.api.flow_id == "most"
	some operation in input.operations
	not operation.has_flow_id
	operation.kind == "path"
	subject := sprintf("%s lacks", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add the header parameter X-Flow-ID to the operations, most simply by reference at each path",
} if {
	subject := subjects[input.api.flow_id]
}

subjects := {"none": "every operation lacks", "some": "most operations lack"}
