# METADATA
# title: Query parameters are snake_case
# description: >-
#   Query parameters are typed by hand and repeated in bodies as properties. Zalando's guidelines write both in snake_case, so that nobody has
#   to remember which is which. An API that is mostly in another case hears of it once.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#130
# custom:
#   severity: warning
#   message: 'query parameter "{name}" is not snake_case{where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming, parameters]
#   context: [at, where]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["130"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Names that are right as they are, such as those that others have chosen.
package bdma.rest.query_parameter_snake_case

deny contains {"at": n.at, "name": n.name, "where": "", "fix": fix} if {
	some n in input.named.query
	instead := n.in_case["snake_case"]
	not n.case in house
	not n.name in data.settings.allow
	fix := sprintf("rename it to \"%s\"", [instead])
}

# An API that is written in another case throughout hears of it once.
deny contains {"at": n.at, "name": n.name, "where": where, "fix": fix} if {
	some n in input.name_cases
	n.kind == "query"
	n.case in house
	where := sprintf(", nor are most others: this API is %s", [n.case])
	fix := "rename them with the next major version, or switch this rule off if the API keeps its case for good"
}

house contains n.case if {
	some n in input.name_cases
	n.kind == "query"
	n.case != "snake_case"
	n.percent > 50
	n.names > 2
}
