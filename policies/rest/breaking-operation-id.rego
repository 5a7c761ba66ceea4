# METADATA
# title: An operationId is kept
# description: >-
#   Generators call the function of a client by the operationId. With the next version of the client the code of its
#   users no longer compiles, although nothing changed on the wire.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: 'the operationId of {operation} is no longer {id}: code that calls the generated function {id} does not compile'
#   fix: 'keep the operationId {id}, or change it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [api-operation-id-removed]}
package bdma.rest.breaking_operation_id

deny contains {"at": c.at, "operation": c.subject, "id": c.from} if {
	some c in input.changes
	c.kind in {"operation-id-changed", "operation-id-removed"}
	not c.in_new_major
	not c.is_unstable
}
