# METADATA
# title: Headers are written in Header-Case
# description: >-
#   Headers are case-insensitive on the wire, so the way they are written is for people only, and people know them as words with
#   capitals and hyphens: Content-Type. An API that is mostly written otherwise hears of it once.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-field-names
#   - https://opensource.zalando.com/restful-api-guidelines/#132
# custom:
#   severity: warning
#   message: 'header "{name}" is not Header-Case{where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming]
#   context: [at, where]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["132"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Names that are right as they are, such as those that others have chosen.
package bdma.rest.header_case

deny contains {"at": n.at, "name": n.name, "where": "", "fix": fix} if {
	some n in input.named.header
	instead := n.in_case["Header-Case"]
	not n.case in house
	not n.name in data.settings.allow
	fix := sprintf("rename it to \"%s\"", [instead])
}

# An API that is written in another case throughout hears of it once.
deny contains {"at": n.at, "name": n.name, "where": where, "fix": fix} if {
	some n in input.name_cases
	n.kind == "header"
	n.case in house
	where := sprintf(", nor are most others: this API is %s", [n.case])
	fix := "rename them with the next major version, or switch this rule off if the API keeps its case for good"
}

house contains n.case if {
	some n in input.name_cases
	n.kind == "header"
	n.case != "Header-Case"
	n.percent > 50
	n.names > 2
}
