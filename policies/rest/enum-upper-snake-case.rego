# METADATA
# title: Enum values are UPPER_SNAKE_CASE
# description: >-
#   A constant that looks like one is told apart from free text and from property names at sight, and Zalando's guidelines write enum values so. An
#   API whose enums are mostly in another case hears of it once.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#240
# custom:
#   severity: info
#   message: 'the enum value "{value}" is not UPPER_SNAKE_CASE{where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming]
#   context: [where]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["240"]
package bdma.rest.enum_upper_snake_case

deny contains {"at": e.at, "value": odd.value, "where": "", "fix": fix} if {
	some e in input.string_enums
	odd := e.odd.UPPER_SNAKE_CASE
	count(house) == 0
	fix := sprintf("write it \"%s\", where clients do not depend on it yet", [odd.instead])
}

# An API that is written in another case throughout hears of it once.
deny contains {"at": c.at, "value": c.name, "where": where, "fix": fix} if {
	some c in input.name_cases
	c.kind == "enum"
	c.case in house
	where := sprintf(", nor are most others: the enums of this API are %s", [c.case])
	fix := "write them so with the next major version, or switch this rule off if the API keeps its case for good"
}

house contains c.case if {
	some c in input.name_cases
	c.kind == "enum"
	c.case != "UPPER_SNAKE_CASE"
	c.percent > 50
	c.names > 2
}
