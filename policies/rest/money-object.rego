# METADATA
# title: Amounts of money have a currency
# description: >-
#   An amount without a currency is a mistake that waits for the second country. A money object carries both, and is
#   the same everywhere in the API.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#173
# custom:
#   severity: warning
#   message: '{property} is an amount of money without a currency beside it'
#   fix: 'make it an object with amount (a decimal number) and currency (ISO 4217), both required'
#   standard: rest/documentation
#   tags: [naming, schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["173"]
package bdma.rest.money_object

deny contains {"at": property.at, "property": property.label} if {
	some property in input.properties
	property.last_word in {"price", "fee"}
	property.type in {"number", "integer"}
	not property.has_currency
}

deny contains {"at": property.at, "property": property.label} if {
	some property in input.properties
	property.snake in {"total_amount", "net_amount", "gross_amount", "salary"}
	property.type in {"number", "integer"}
	not property.has_currency
}
