# METADATA
# title: Webhooks and callbacks are described
# description: >-
#   Somebody else has to write the server that receives them: when they come, whether they are repeated, what answer is expected. There
#   is no code to look at.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#callback-object
# custom:
#   severity: warning
#   message: 'no description for the {kind} {operation}: whoever receives it does not know when it comes'
#   fix: 'add a description of when it is sent, how often it is tried, and which answer is expected'
#   standard: rest/resilience
#   tags: [documentation, resilience]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.callback_documented

deny contains {"at": operation.at, "kind": operation.kind, "operation": operation.label} if {
	some operation in input.operations
	operation.kind in {"webhook", "callback"}
	not operation.has_description
	not operation.has_summary
	not operation.path_has_text
}
