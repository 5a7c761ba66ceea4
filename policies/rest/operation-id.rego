# METADATA
# title: Every operation has an operationId
# description: >-
#   Generated clients and servers take the names of their functions from it, and links and logs refer to it. Without one,
#   each tool makes a name up from the method and path, which changes whenever the path does.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: '{operation} lacks an operationId, so generated code makes a name up'
#   fix: 'add an operationId that says what the operation does'
#   standard: rest/naming
#   tags: [naming, codegen]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [operation-operationId]
#     vacuum: [operation-operationId]
#     redocly: [operation-operationId]
#     speakeasy: [semantic-operation-operation-id]
package bdma.rest.operation_id

deny contains {
	"at": operation.at, "operation": operation.label,
	"edits": [{"at": operation.at, "set": {"operationId": id}} | id := operation.proposed_id],
} if {
	not nowhere
	some operation in input.operations
	operation.kind == "path"
	not operation.operation_id
}

# One finding, not one per operation: this document does without.
deny contains {"at": input.document.at, "operation": "every operation of the API", "edits": edits} if {
	nowhere
	edits := [edit | count(all) == input.document.path_operations; count(all) <= 100; some edit in all]
}

all := [{"at": operation.at, "set": {"operationId": operation.proposed_id}} |
	some operation in input.operations
	operation.proposed_id
]

nowhere if {
	input.document.without_operation_id > 4
	input.document.without_operation_id == input.document.path_operations
}
