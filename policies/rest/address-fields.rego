# METADATA
# title: Addresses use common names
# description: >-
#   Addresses go from API to API. With the same names everywhere nobody has to write the code that renames them.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#249
# custom:
#   severity: info
#   message: '{property} is called "{usual}" in the common address fields'
#   fix: 'rename it to "{usual}"'
#   standard: rest/naming
#   tags: [schemas, naming]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["249"]
package bdma.rest.address_fields

deny contains {"at": property.at, "property": property.label, "usual": usual} if {
	some property in input.properties
	usual := common[property.snake]
	property.type == "string"
}

common := {
	"zip_code": "zip", "zipcode": "zip", "postal_code": "zip", "postcode": "zip", "post_code": "zip",
	"street_name": "street", "town": "city", "city_name": "city", "firstname": "first_name", "lastname": "last_name",
	"surname": "last_name", "given_name": "first_name", "family_name": "last_name",
}
