# METADATA
# title: Every operation takes X-Flow-ID
# description: >-
#   The flow id goes through all services that a request passes, and their logs with it. A service that does not take
#   it, and pass it on, is where the trace ends.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#233
# custom:
#   severity: warning
#   message: '{subject} lacks the header parameter X-Flow-ID'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [observability]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["233"]
package bdma.rest.flow_id

deny contains {"at": operation.at, "subject": operation.label, "fix": "add the header parameter X-Flow-ID"} if {
	input.api.has_flow_id
	some operation in input.operations
	operation.kind == "path"
	not operation.has_flow_id
}

# One finding, not one per operation, where no operation has it.
deny contains {"at": input.document.at, "subject": "every operation", "fix": "add the header parameter X-Flow-ID to the operations, most simply by reference at each path"} if {
	input.api.path_operations > 0
	not input.api.has_flow_id
}
