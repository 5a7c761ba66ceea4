# METADATA
# title: Summaries are short
# description: >-
#   A summary stands in navigation bars, search results and command lists, which cut off what is long. Explanations belong into the
#   description.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: info
#   message: 'the summary of {operation} is longer than {max} characters: lists of operations cut it off'
#   fix: 'say in a few words what the operation does, and move the rest to the description'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-length:
#         type: integer
#         minimum: 1
#         default: 120
#         description: The number of characters that a summary may have.
#   equivalents:
#     ibm: [ibm-operation-summary-length]
#     kics: [operation_summary_too_long]
package bdma.rest.operation_summary_length

deny contains {"at": operation.summary_at, "operation": operation.label, "max": max_length} if {
	some operation in input.operations
	max_length := data.settings["max-length"]
	count(operation.summary) > max_length
}
