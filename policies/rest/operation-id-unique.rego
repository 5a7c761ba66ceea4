# METADATA
# title: Every operationId is unique
# description: >-
#   The operationId names the operation in generated code and in links. When two operations have the same one, generators
#   fail, overwrite one of the two or number them, and the specification forbids it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: error
#   message: '{operation} has the operationId "{id}", which {first} has already'
#   fix: 'give each of the two an operationId of its own'
#   standard: rest/naming
#   tags: [naming, codegen]
#   context: [first]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [operation-operationId-unique]
#     vacuum: [operation-operationId-unique]
#     redocly: [operation-operationId-unique]
#     kics: [operation_id_not_unique]
package bdma.rest.operation_id_unique

deny contains {
	"at": operation.operation_id_at, "related": [first.at],
	"operation": operation.label, "id": operation.operation_id, "first": first.label,
} if {
	some operation in input.operations
	first := operation.operation_id_taken_by
}
