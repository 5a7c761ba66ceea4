# METADATA
# title: Lists in parameters say how they are written
# description: >-
#   A list in a query is tag=a,b or tag=a&tag=b. The default differs between versions of OpenAPI and between tools;
#   written down, client and server do the same.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#154
#   - https://spec.openapis.org/oas/v3.1.1.html#style-values
# custom:
#   severity: info
#   message: 'the parameter "{name}" is a list, but does not say how it is written'
#   fix: 'add style and explode: style: form with explode: false is tag=a,b'
#   standard: rest/methods
#   tags: [parameters, http]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     redocly: [array-parameter-serialization]
#     zalando: ["154"]
package bdma.rest.array_parameter_style

deny contains {"at": parameter.at, "name": parameter.name} if {
	some parameter in input.parameters
	parameter.is_array
	parameter.in in {"query", "header"}
	not parameter.has_serialization
}
