# METADATA
# title: Query and path parameters are written in one case
# description: >-
#   Parameters are typed by hand, into scripts and address bars, and an unknown query parameter is mostly ignored in silence: with a
#   guess in the wrong case, the filter simply does not filter.
# related_resources:
#   - https://google.aip.dev/140
#   - https://opensource.zalando.com/restful-api-guidelines/#130
# custom:
#   severity: warning
#   message: 'parameter "{name}" is not {case}, {why}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming, parameters]
#   context: [at]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-parameter-casing-convention]
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
package bdma.rest.parameter_case

deny contains {"at": n.at, "name": n.name, "case": case, "why": why, "fix": fix} if {
	some kind, case in house
	some n in input.named[kind]
	instead := n.in_case[case]
	not n.is_protocol
	not n.name in data.settings.allow
	why := reason
	fix := sprintf("rename it to \"%s\"", [instead])
}

# Where no case prevails, there is nothing to hold each name to: the choice itself is missing.
deny contains {"at": n.at, "name": n.name, "case": n.top, "why": why, "fix": fix} if {
	data.settings.case == "auto"
	some n in input.name_cases
	n.kind in {"query", "path"}
	not house[n.kind]
	n.top != "mixed"
	not n.case in {"mixed", n.top}
	n.percent >= 20
	n.names > 2
	why := sprintf("nor are many others, which are %s: no case prevails here", [n.case])
	fix := "choose one of the two for all names of the kind, and set it as the option case"
}

house[kind] := data.settings.case if {
	data.settings.case != "auto"
	some kind in {"query", "path"}
}

house[n.kind] := n.case if {
	data.settings.case == "auto"
	some n in input.name_cases
	n.kind in {"query", "path"}
	n.percent >= 80
	n.names > 2
}

reason := "unlike nearly all others here" if data.settings.case == "auto"

reason := "the case that bdma.yaml asks for" if data.settings.case != "auto"
