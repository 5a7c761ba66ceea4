# METADATA
# title: Properties are snake_case
# description: >-
#   Where an organisation has many APIs, their JSON is one language only if all of it is spelled alike, and Zalando's guidelines choose
#   snake_case. An API that is mostly in another case hears of it once.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#118
# custom:
#   severity: warning
#   message: 'property "{name}" is not snake_case{where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming]
#   context: [at, where]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["118"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Names that are right as they are, such as those that others have chosen.
package bdma.rest.property_snake_case

deny contains {"at": n.at, "name": n.name, "where": "", "fix": fix} if {
	some n in input.named.property
	instead := n.in_case["snake_case"]
	not n.case in house
	not n.name in data.settings.allow
	fix := sprintf("rename it to \"%s\"", [instead])
}

# An API that is written in another case throughout hears of it once.
deny contains {"at": n.at, "name": n.name, "where": where, "fix": fix} if {
	some n in input.name_cases
	n.kind == "property"
	n.case in house
	where := sprintf(", nor are most others: this API is %s", [n.case])
	fix := "rename them with the next major version, or switch this rule off if the API keeps its case for good"
}

house contains n.case if {
	some n in input.name_cases
	n.kind == "property"
	n.case != "snake_case"
	n.percent > 50
	n.names > 2
}
