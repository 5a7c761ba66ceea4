# METADATA
# title: A resource has one shape
# description: >-
#   What a creation or a change returns is the resource that a read returns. With one schema for it clients keep one
#   type, and need no second request to see what they made.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#252
# custom:
#   severity: info
#   message: '{operation} returns {returns}, and a GET of the same resource returns {read}'
#   fix: 'return {read}'
#   standard: rest/methods
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-resource-response-consistency]
package bdma.rest.resource_consistency

deny contains {"at": operation.at, "operation": operation.label, "returns": operation.returns, "read": operation.item_returns} if {
	some operation in input.operations
	operation.item_returns != operation.returns
}
