# METADATA
# title: Schemas use keywords that tools understand
# description: >-
#   Generators, gateways and documentation support a part of JSON Schema only, and leave out the rest without a word:
#   what such a keyword forbids is then allowed in practice.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core
# custom:
#   severity: warning
#   message: '"{keyword}" in {schema} is a keyword that many tools ignore'
#   fix: 'say it in another way, or allow the keyword in the options of this rule once your tools understand it'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       forbid:
#         type: array
#         items: {type: string}
#         default: [$dynamicAnchor, $dynamicRef, contains, contentSchema, dependentRequired, dependentSchemas, else, if, maxContains, minContains, patternProperties, prefixItems, propertyNames, then, unevaluatedItems, unevaluatedProperties]
#         description: The keywords that are reported.
#   equivalents:
#     ibm: [ibm-no-unsupported-keywords, ibm-schema-keywords, ibm-pattern-properties, ibm-unevaluated-properties]
#     speakeasy: [oas3-no-nullable]
package bdma.rest.schema_keyword_allowed

deny contains {"at": rare.at, "keyword": rare.keyword, "schema": rare.schema} if {
	some rare in input.rare_keywords
	rare.keyword in data.settings.forbid
}
