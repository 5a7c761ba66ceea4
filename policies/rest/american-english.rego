# METADATA
# title: Descriptions are in American English
# description: >-
#   One spelling in all APIs of an organisation, so that people find "authorization" by searching for it. Zalando's guidelines
#   chose the American one.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#103
# custom:
#   severity: info
#   message: 'the {field} of {of} spells "{word}" in British English'
#   fix: 'write "{better}"'
#   standard: rest/documentation
#   tags: [documentation, style]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["103"]
package bdma.rest.american_english

deny contains {"at": text.at, "field": text.field, "of": text.of, "word": text.british, "better": text.american} if {
	some text in input.texts
	text.british
}
