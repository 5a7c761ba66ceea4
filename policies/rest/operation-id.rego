# METADATA
# title: Every operation has an operationId
# description: >-
#   Generated clients and servers take the names of their functions from it, and links and logs refer to it. Without one,
#   each tool makes a name up from the method and path, which changes whenever the path does.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: '{operation} has no operationId, so generated code makes a name up'
#   fix: 'add an operationId that says what the operation does'
#   standard: rest/naming
#   tags: [naming, codegen]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [operation-operationId]
#     vacuum: [operation-operationId]
#     redocly: [operation-operationId]
#     speakeasy: [semantic-operation-operation-id]
package bdma.rest.operation_id

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	not operation.operation_id
}
