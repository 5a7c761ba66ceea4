# METADATA
# title: A property has one type in the whole API
# description: >-
#   A name that is a string here and a number there makes clients convert it, and people get it wrong. The type that
#   most properties of the name have is taken for the right one, once there are enough of them.
# related_resources:
#   - https://cloud.ibm.com/docs/api-handbook?topic=api-handbook-schemas
# custom:
#   severity: info
#   message: '{property} is of type {type}, but nearly all properties named "{name}" are of type {usual}'
#   fix: 'give it the same type, or another name'
#   standard: rest/documentation
#   tags: [naming, schemas]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: [code, content, count, data, default, id, input, items, key, metadata, name, object, options, output, params, parameters, properties, response, result, source, target, type, value, values]
#         description: Names that may have different types.
#       usual:
#         type: integer
#         minimum: 1
#         default: 4
#         description: How many properties of a name must have the same type before one that differs is reported.
#   equivalents:
#     ibm: [ibm-property-consistent-name-and-type]
package bdma.rest.property_consistent_type

deny contains {
	"at": p.at, "property": p.label, "type": p.type, "name": p.name, "usual": p.usual_type,
	"related": [p.usual_at],
} if {
	some p in input.property_types
	p.usual >= data.settings.usual
	p.usual >= 4 * p.rare
	not p.name in data.settings.allow
}
