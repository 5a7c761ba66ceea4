# METADATA
# title: Every parameter has an example
# description: >-
#   A value that works is what a caller wants to try first. An enum, a default or a format such as date shows it as well.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: info
#   message: 'no example for {subject}'
#   fix: 'add an example that works'
#   standard: rest/documentation
#   tags: [documentation, examples, parameters]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     vacuum: [oas3-missing-example]
package bdma.rest.parameter_example

deny contains {"at": parameter.at, "subject": parameter.label} if {
	some parameter in input.parameters
	not parameter.has_example
	not nowhere
}

# One finding, not one per parameter: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "any parameter"} if nowhere

nowhere if {
	count(input.parameters) > 1
	not somewhere
}

somewhere if {
	some parameter in input.parameters
	parameter.has_example
}
