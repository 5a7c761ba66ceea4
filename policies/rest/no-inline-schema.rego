# METADATA
# title: Objects of size are components
# description: >-
#   An object that is described where it is used has no name: generators invent one such as InlineResponse2003, it
#   cannot be used again, and the next operation gets a copy that drifts away.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: info
#   message: '{schema} is an object of {size} properties or more without a name of its own'
#   fix: 'move it to components.schemas and refer to it'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       properties:
#         type: integer
#         minimum: 1
#         default: 4
#         description: From how many properties on an object should have a name.
#   equivalents:
#     ibm: [ibm-avoid-inline-schemas]
package bdma.rest.no_inline_schema

deny contains {"at": schema.at, "schema": schema.label, "size": size} if {
	some schema in input.schemas
	schema.properties >= data.settings.properties
	schema.within in {"property", "items", "additional_properties", "media_type"}
	size := data.settings.properties
}
