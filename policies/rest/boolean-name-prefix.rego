# METADATA
# title: Booleans are named as statements
# description: >-
#   isOpen or hasChildren is a statement that is true or false. A bare open or children may as well be a date, a list or a command, and
#   leaves open what true means.
# related_resources:
#   - https://redocly.com/docs/cli/rules/oas/boolean-parameter-prefixes
# custom:
#   severity: info
#   message: 'the boolean "{name}" does not begin like a statement'
#   fix: 'begin it with one of: {prefixes}'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     redocly: [boolean-parameter-prefixes]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       prefixes:
#         type: array
#         items: {type: string}
#         default: [is, has, can, should, will, was, are, does, may, must]
#         description: The words, in lower case, that a boolean's name begins with.
package bdma.rest.boolean_name_prefix

deny contains {"at": n.at, "name": n.name, "prefixes": prefixes} if {
	some n in input.named.boolean
	first := n.words[0]
	not first in data.settings.prefixes
	prefixes := concat(", ", data.settings.prefixes)
}
