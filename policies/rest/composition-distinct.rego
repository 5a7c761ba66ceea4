# METADATA
# title: Alternatives of oneOf differ
# description: >-
#   oneOf wants exactly one alternative to match. What matches one of two equal alternatives matches the other as
#   well, so that a validator refuses every value that was meant by them.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-oneof
# custom:
#   severity: error
#   message: 'oneOf of {schema} lists {alternative} again; what matches both is refused'
#   fix: 'remove it, write the alternative that was meant, or use anyOf'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     redocly: [no-illogical-composition-keywords]
#     vacuum: [json-schema-composition-sanity]
package bdma.rest.composition_distinct

deny contains {"at": twin.at, "schema": c.schema, "alternative": twin.label} if {
	some c in input.compositions
	c.keyword == "oneOf"
	some twin in c.twins
}
