# METADATA
# title: Every parameter has a description
# description: >-
#   A name such as "filter" or "mode" does not say which values there are and what they do. Callers otherwise learn it by trying.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: info
#   message: 'no description for {subject}'
#   fix: 'add a description of what it does, which values it takes and what holds without it'
#   standard: rest/documentation
#   tags: [documentation, parameters]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [oas3-parameter-description, oas2-parameter-description]
#     spectral: [oas3-parameter-description, oas2-parameter-description]
#     redocly: [parameter-description]
#     ibm: [ibm-parameter-description]
#     speakeasy: [style-oas3-parameter-description]
package bdma.rest.parameter_description

deny contains {"at": parameter.at, "subject": parameter.label} if {
	not nowhere
	some parameter in input.parameters
	not parameter.has_description
	not parameter.schema_is_described
}

# One finding, not one per parameter, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.described_parameters]

subjects := {"none": "any parameter", "some": "most parameters"}
