# METADATA
# title: Every operation has a tag
# description: >-
#   Documentation and generated clients group operations by tag. One without ends up in a heap called "default", where nobody looks.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: 'no tag for {subject}: documentation and clients put it into a heap called "default"'
#   fix: 'add tags with the name of the resource'
#   standard: rest/documentation
#   tags: [documentation, codegen]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       min-operations:
#         type: integer
#         minimum: 1
#         default: 6
#         description: The number of operations from which an API without any tag is told to have some.
#   equivalents:
#     vacuum: [operation-tags]
#     spectral: [operation-tags]
#     speakeasy: [style-operation-tags]
#     zalando: [M011]
package bdma.rest.operation_tag

deny contains {"at": operation.at, "subject": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	count(operation.tags) == 0
	count(input.names.tag) > 0
}

# One finding, not one per operation. A small API needs no chapters.
deny contains {"at": input.document.at, "subject": "any operation"} if {
	count(input.names.tag) == 0
	input.document.operations >= data.settings["min-operations"]
}
