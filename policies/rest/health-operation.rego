# METADATA
# title: There is an operation that tells whether the service runs
# description: >-
#   Gateways and schedulers send traffic to what says that it is well. An operation for it, at a path that everybody
#   knows, needs no knowledge of the business.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
#   - https://learn.microsoft.com/en-us/azure/architecture/patterns/health-endpoint-monitoring
# custom:
#   severity: info
#   message: 'the API has no operation that tells whether it runs'
#   fix: 'add GET /health, public and cheap'
#   standard: rest/gateway
#   tags: [observability]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.health_operation

deny contains {"at": input.document.at} if {
	input.api.path_operations > 0
	not input.api.has_health_operation
}
