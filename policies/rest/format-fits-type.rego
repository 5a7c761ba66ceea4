# METADATA
# title: Formats belong to their type
# description: >-
#   A format is defined for one type. On another it says nothing that a tool can check, and readers have to guess
#   which of the two is wrong. A date-time that is an integer may be a timestamp in seconds or in milliseconds.
# related_resources:
#   - https://spec.openapis.org/registry/format/
# custom:
#   severity: warning
#   message: 'the format "{format}" of {schema} is defined for {for}s, but the type is {type}'
#   fix: 'correct the type, or remove the format and say in the description what the value means'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       together:
#         type: integer
#         minimum: 2
#         default: 10
#         description: From how many schemas on that have the same format and type they are told as one finding.
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-schema-type-format]
#     kics: [invalid_format]
package bdma.rest.format_fits_type

deny contains {
	"at": misfit.at, "format": misfit.format, "schema": misfit.schema, "for": misfit["for"], "type": misfit.type,
} if {
	some misfit in input.misfit_formats
	misfit.alike < data.settings.together
}

# One finding, not one per schema: this is how the document is written.
deny contains {
	"at": input.document.at, "format": habit.format, "schema": "many schemas", "for": habit["for"], "type": habit.type,
	"related": habit.places_at,
} if {
	some habit in input.format_habits
	habit.places >= data.settings.together
}
