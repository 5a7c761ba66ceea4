# METADATA
# title: Every operation has one tag
# description: >-
#   An operation with several tags stands in several chapters of the documentation, and some generators write its code several times.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: info
#   message: '{operation} has more than one tag, so it stands in several chapters'
#   fix: 'keep the tag of its resource, "{tag}"'
#   standard: rest/documentation
#   tags: [documentation, codegen]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     vacuum: [operation-singular-tag]
#     spectral: [operation-singular-tag]
#     redocly: [operation-singular-tag]
#     speakeasy: [style-operation-singular-tag]
package bdma.rest.operation_tag_single

deny contains {"at": operation.at, "operation": operation.label, "tag": operation.tags[0]} if {
	some operation in input.operations
	count(operation.tags) > 1
}
