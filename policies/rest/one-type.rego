# METADATA
# title: A schema has one type
# description: >-
#   Few languages have a type for "a string or an integer", so generated clients get an untyped value. oneOf names the
#   alternatives and says how to tell them apart. The type "null" beside another is fine.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-type
# custom:
#   severity: warning
#   message: '{schema} has several types ({types}), which most languages cannot express'
#   fix: 'choose one, or describe the alternatives with oneOf'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-avoid-multiple-types]
package bdma.rest.one_type

deny contains {"at": schema.at, "schema": schema.label, "types": schema.several_types} if {
	some schema in input.schemas
	schema.several_types
}
