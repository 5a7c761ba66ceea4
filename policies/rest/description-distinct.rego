# METADATA
# title: Long descriptions are written once
# description: >-
#   A paragraph that was copied is corrected at one place and stays wrong at the others. What is shared belongs into a component, or
#   into the description of the API.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: info
#   message: 'the description of {of} is written word for word elsewhere: "{excerpt}"'
#   fix: 'refer to one component that has it, or say what is special here'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       min-length:
#         type: integer
#         minimum: 40
#         default: 80
#         description: The number of characters from which a description must not be copied.
#   equivalents:
#     vacuum: [description-duplication]
#     ibm: [ibm-no-duplicate-description-with-ref-sibling]
#     speakeasy: [style-description-duplication]
package bdma.rest.description_distinct

deny contains {"at": text.at, "of": text.of, "excerpt": text.excerpt, "related": text.others_at} if {
	some text in input.repetitions
	text.length >= data.settings["min-length"]
}
