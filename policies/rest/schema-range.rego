# METADATA
# title: Bounds leave room for values
# description: >-
#   Between a minimum and a maximum that is lower nothing fits: every request is refused, every response is wrong.
#   Mostly the two were swapped, or one of them was mistyped.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-validation-keywords-for-num
# custom:
#   severity: error
#   message: '{problem}, so {schema} accepts no value'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [oas-schema-check]
#     speakeasy: [oas-schema-check]
#     ibm: [ibm-string-attributes, ibm-integer-attributes, ibm-property-attributes]
#     kics: [property_defining_maximum_not_greater_than_minimum]
package bdma.rest.schema_range

deny contains {"at": range.at, "schema": range.schema, "problem": problem, "fix": fix} if {
	some range in input.empty_ranges
	range.lower
	problem := sprintf("%s %s excludes %s %s", [range.lower, range.lower_value, range.upper, range.upper_value])
	fix := sprintf("raise %s or lower %s", [range.upper, range.lower])
}

deny contains {"at": range.at, "schema": range.schema, "problem": problem, "fix": "give the step between two values, such as 0.01"} if {
	some range in input.empty_ranges
	not range.lower
	problem := sprintf("%s %s is not above 0", [range.upper, range.upper_value])
}
