# METADATA
# title: A composition has several elements
# description: >-
#   allOf, anyOf or oneOf around a single schema says the same as that schema alone, and makes readers and code
#   generators look for more. An element beside which something stands, such as a description, has a reason, and so
#   has a subtype of a schema with a discriminator.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-applying-subs
# custom:
#   severity: info
#   message: '{keyword} of {schema} has one element only, which alone would say the same'
#   fix: 'write the element in place of {keyword}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [no-unnecessary-combinator]
#     redocly: [no-illogical-composition-keywords]
#     ibm: [ibm-no-superfluous-allof]
package bdma.rest.no_single_composition

deny contains {"at": c.at, "keyword": c.keyword, "schema": c.schema} if {
	some c in input.compositions
	c.is_wrapper
}
