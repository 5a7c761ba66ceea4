# METADATA
# title: Values of an enum are unique
# description: >-
#   The second of two equal values adds nothing and breaks code generators, which make one constant of each. Mostly a
#   copied line was not changed, and the value that was meant is missing.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-enum
# custom:
#   severity: warning
#   message: 'the enum of {schema} has the value "{value}" twice; a value that was meant may be missing'
#   fix: 'remove it, or write the value that was meant'
#   standard: rest/documentation
#   tags: [schemas]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [duplicated-entry-in-enum]
#     vacuum: [duplicated-entry-in-enum]
#     redocly: [no-duplicated-enum-values]
#     speakeasy: [semantic-duplicated-enum]
package bdma.rest.enum_unique

deny contains {"at": repeated.at, "schema": enum.schema, "value": repeated.value, "edits": edits} if {
	some enum in input.enums
	some repeated in enum.repeated
	edits := [{"at": repeated.at, "remove": true} | not enum.is_parallel]
}
