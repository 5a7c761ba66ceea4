# METADATA
# title: What is required is not null
# description: >-
#   Null and absent should mean the same. A property that must be there and may be null is neither required nor
#   optional, and libraries that drop null break it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#123
# custom:
#   severity: info
#   message: '{property} is required and may be null, so that absent and null do not mean the same'
#   fix: 'remove it from required, or do not allow null'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["123"]
#     ibm: [ibm-no-nullable-properties]
package bdma.rest.required_not_nullable

deny contains {"at": property.at, "property": property.label} if {
	some property in input.properties
	property.is_nullable
	property.required
}
