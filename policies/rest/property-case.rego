# METADATA
# title: Properties are written in one case
# description: >-
#   A client maps properties to fields by one rule. The few that are written differently need an annotation each, in every client,
#   and whoever types them by hand guesses wrong.
# related_resources:
#   - https://google.aip.dev/140
#   - https://opensource.zalando.com/restful-api-guidelines/#118
# custom:
#   severity: warning
#   message: 'property "{name}" is not {case}, {why}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming]
#   context: [at]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [camel-case-properties]
#     ibm: [ibm-property-casing-convention]
#     zalando: [M010]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       case:
#         type: string
#         enum: [auto, snake_case, camelCase, kebab-case, PascalCase]
#         default: auto
#         description: The case that names are written in. With "auto" it is the one that four fifths of the API's names are in.
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Names that are right as they are, such as those that others have chosen.
package bdma.rest.property_case

deny contains {"at": n.at, "name": n.name, "case": house, "why": why, "fix": fix} if {
	some n in input.named.property
	instead := n.in_case[house]
	not n.is_protocol
	not n.name in data.settings.allow
	why := reason
	fix := sprintf("rename it to \"%s\"", [instead])
}

# Where no case prevails, there is nothing to hold each name to: the choice itself is missing.
deny contains {"at": n.at, "name": n.name, "case": n.top, "why": why, "fix": fix} if {
	data.settings.case == "auto"
	some n in input.name_cases
	n.kind == "property"
	not house
	n.top != "mixed"
	not n.case in {"mixed", n.top}
	n.percent >= 20
	n.names > 2
	why := sprintf("nor are many others, which are %s: no case prevails here", [n.case])
	fix := "choose one of the two for all names of the kind, and set it as the option case"
}

house := data.settings.case if data.settings.case != "auto"

house := n.case if {
	data.settings.case == "auto"
	some n in input.name_cases
	n.kind == "property"
	n.percent >= 80
	n.names > 2
}

reason := "unlike nearly all others here" if data.settings.case == "auto"

reason := "the case that bdma.yaml asks for" if data.settings.case != "auto"
