# METADATA
# title: Schemas are named in one case
# description: >-
#   Generated code makes a class of each schema, and some generators take its name as it is. Names in several cases become class names in
#   several cases, and people who search for one miss it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: warning
#   message: 'schema "{name}" is not {case}, {why}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming, codegen]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-schema-casing-convention]
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
package bdma.rest.schema_name_case

deny contains {"at": n.at, "name": n.name, "case": house, "why": why, "fix": fix} if {
	some n in input.named.schema
	instead := n.in_case[house]
	not n.name in data.settings.allow
	why := reason
	fix := sprintf("rename it to \"%s\"", [instead])
}

# Where no case prevails, there is nothing to hold each name to: the choice itself is missing.
deny contains {"at": n.at, "name": n.name, "case": n.top, "why": why, "fix": fix} if {
	data.settings.case == "auto"
	some n in input.name_cases
	n.kind == "schema"
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
	n.kind == "schema"
	n.percent >= 80
	n.names > 2
}

reason := "unlike nearly all others here" if data.settings.case == "auto"

reason := "the case that bdma.yaml asks for" if data.settings.case != "auto"
