# METADATA
# title: Enum values are written in one case
# description: >-
#   Values are compared letter by letter. Where some enums are IN_TRANSIT and others inTransit, clients send the wrong one, and learn of it
#   from an error at best.
# related_resources:
#   - https://google.aip.dev/126
# custom:
#   severity: warning
#   message: 'the enum value "{value}" is not {case}, {why}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-enum-casing-convention]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       case:
#         type: string
#         enum: [auto, UPPER_SNAKE_CASE, snake_case, camelCase, kebab-case, PascalCase]
#         default: auto
#         description: The case that values are written in. With "auto" it is the one that four fifths of the API's enums are in.
package bdma.rest.enum_case

deny contains {"at": e.at, "value": odd.value, "case": house, "why": why, "fix": fix} if {
	some e in input.string_enums
	odd := e.odd[house]
	why := reason
	fix := sprintf("write it \"%s\", and the other values of the list alike, where clients do not depend on them yet", [odd.instead])
}

# Within one enum there is no excuse, whatever the others are like; but lists in PascalCase may be of proper names.
deny contains {"at": e.at, "value": odd.value, "case": e.top, "why": why, "fix": fix} if {
	data.settings.case == "auto"
	some e in input.string_enums
	e.case == "mixed"
	e.top != "PascalCase"
	not house
	odd := e.odd[e.top]
	why := "unlike others in the same list"
	fix := sprintf("write it \"%s\", where clients do not depend on it yet", [odd.instead])
}

house := data.settings.case if data.settings.case != "auto"

house := c.case if {
	data.settings.case == "auto"
	some c in input.name_cases
	c.kind == "enum"
	c.percent >= 80
	c.names > 2
}

reason := "unlike nearly all others here" if data.settings.case == "auto"

reason := "the case that bdma.yaml asks for" if data.settings.case != "auto"
