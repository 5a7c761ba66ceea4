# METADATA
# title: HEAD answers without a body
# description: >-
#   The answer to HEAD ends after the headers. A body in its description makes generated clients wait for one.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-head
# custom:
#   severity: warning
#   message: '{operation} describes a body for {status}, but the answer to HEAD never has one'
#   fix: 'remove the content; describe the headers'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     kics: [response_operations_body_schema_incorrect_defined]
package bdma.rest.head_no_body

deny contains {"at": response.at, "operation": operation.label, "status": status} if {
	some operation in input.operations
	operation.method == "head"
	some status, response in operation.responses
	count(response.media_types) > 0
}
