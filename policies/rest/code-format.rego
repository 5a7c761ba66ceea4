# METADATA
# title: Countries, languages and currencies are standard codes
# description: >-
#   "UK", "GB" and "GBR" are three spellings of one country. A format, a pattern or an enum says which standard holds,
#   so that clients need no table of their own.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#170
# custom:
#   severity: info
#   message: '{property} is a {what} code, but does not say of which standard'
#   fix: 'add format: {format}'
#   standard: rest/documentation
#   tags: [naming, schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["170"]
package bdma.rest.code_format

deny contains {"at": property.at, "property": property.label, "what": code.what, "format": code.format} if {
	some property in input.properties
	code := codes[property.snake]
	property.type == "string"
	not property.format
	not property.is_restricted
}

codes := {
	"country": {"what": "country", "format": "iso-3166-alpha-2"},
	"country_code": {"what": "country", "format": "iso-3166-alpha-2"},
	"language": {"what": "language", "format": "iso-639-1 (or bcp47)"},
	"language_code": {"what": "language", "format": "iso-639-1 (or bcp47)"},
	"locale": {"what": "language", "format": "bcp47"},
	"currency": {"what": "currency", "format": "iso-4217"},
	"currency_code": {"what": "currency", "format": "iso-4217"},
}
