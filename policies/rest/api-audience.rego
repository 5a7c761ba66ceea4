# METADATA
# title: The API says for whom it is
# description: >-
#   How long a change must be announced, who reviews it and how it is protected depends on who calls it: the own team, the company,
#   partners, or everybody.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#219
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: 'set info.x-audience to one of {audiences}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       audiences:
#         type: array
#         items: {type: string}
#         default: [component-internal, business-unit-internal, company-internal, external-partner, external-public]
#         description: The audiences that there are.
#   equivalents:
#     zalando: ["219"]
package bdma.rest.api_audience

deny contains {"at": info.at, "problem": "the API does not say for whom it is: info.x-audience is missing", "audiences": audiences} if {
	input.document.operations > 0
	info := input.info
	not info.audience_at
}

deny contains {"at": input.info.audience_at, "problem": problem, "audiences": audiences} if {
	not input.info.audience in data.settings.audiences
	problem := sprintf("there is no audience \"%s\"", [input.info.audience])
}

audiences := concat(", ", data.settings.audiences)
