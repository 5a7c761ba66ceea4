# METADATA
# title: The default response is an error
# description: >-
#   Beside a success, default stands for every status that is not listed, and those are errors. Clients that find the
#   schema of the success there parse errors as data.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#responses-object
#   - https://opensource.zalando.com/restful-api-guidelines/#151
# custom:
#   severity: warning
#   message: 'the default response of {operation} has the body of its success, {schema}; it stands for errors'
#   fix: 'give "default" the schema of the errors'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["151"]
package bdma.rest.default_response_is_error

deny contains {"at": fallback.at, "operation": operation.label, "schema": fallback.schema} if {
	some operation in input.operations
	operation.has_success
	fallback := operation.responses["default"]
	fallback.schema == operation.returns
}
