# METADATA
# title: Arrays are named in the plural
# description: >-
#   The name of a property says whether there is one or many, and code that reads it does not have to look it up: tags is a list, tag is one.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#120
# custom:
#   severity: info
#   message: 'the property "{name}" is an array, but named as if there were one'
#   fix: 'name it "{plural}"'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["120"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Names that are right as they are, such as words without a plural.
package bdma.rest.array_name_plural

deny contains {"at": n.at, "name": n.name, "plural": n.plural} if {
	some n in input.named.array
	n.plural
	not n.name in data.settings.allow
}
