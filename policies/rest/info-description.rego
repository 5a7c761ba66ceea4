# METADATA
# title: The API is described
# description: >-
#   The description is the first thing that a reader of the documentation sees: what the API is for, who may use it, how to begin.
#   Without one, everybody has to guess it from the paths.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#info-object
#   - https://opensource.zalando.com/restful-api-guidelines/#218
# custom:
#   severity: warning
#   message: 'the API has no description: its documentation begins with the list of paths'
#   fix: 'add info.description with what the API is for, who may use it and how to begin'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [info-description]
#     spectral: [info-description]
#     speakeasy: [style-info-description]
#     zalando: ["218"]
package bdma.rest.info_description

deny contains {"at": input.info.at} if {
	input.document.operations > 0
	not input.document.has_description
}
