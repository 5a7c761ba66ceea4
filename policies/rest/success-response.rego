# METADATA
# title: Every operation documents a success
# description: >-
#   Without a response for success nobody knows what the operation returns, and generated clients return nothing. A
#   default response beside others stands for what is not listed, which is errors; alone it stands for success too.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#responses-object
# custom:
#   severity: warning
#   message: '{operation} documents no successful response'
#   fix: 'add the status of success, such as "200" or "204"'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     spectral: [operation-success-response]
#     vacuum: [operation-success-response, post-response-success]
#     redocly: [operation-2xx-response]
#     ibm: [ibm-operation-responses]
#     zalando: ["151"]
#     speakeasy: [style-operation-success-response]
#     kics:
#       - operation_without_successful_http_status_code
#       - success_response_code_undefined_get_operation
#       - success_response_code_undefined_head_operation
#       - success_response_code_undefined_post_operation
#       - success_response_code_undefined_put_operation
#       - success_response_code_undefined_patch_operation
#       - success_response_code_undefined_delete_operation
#       - success_response_code_undefined_trace_operation
package bdma.rest.success_response

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	not operation.has_success
	not operation.responses_unknown
	not operation.responses["410"]
	not only_default(operation)
}

only_default(operation) if {
	operation.has_default
	count(operation.responses) == 1
}
