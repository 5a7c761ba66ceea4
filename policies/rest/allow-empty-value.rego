# METADATA
# title: allowEmptyValue is not used
# description: >-
#   The specification advises against it and will drop it: servers cannot tell ?name from ?name= anyway. A boolean says
#   whether something is on.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: info
#   message: 'the parameter "{name}" has allowEmptyValue, which the specification is about to remove'
#   fix: 'remove it; use a boolean for a switch'
#   standard: rest/documentation
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.allow_empty_value

deny contains {"at": parameter.at, "name": parameter.name} if {
	some parameter in input.parameters
	parameter.allows_empty
	parameter.in == "query"
}
