# METADATA
# title: Objects in responses are open for extension
# description: >-
#   An object that is closed cannot get a new property without breaking the clients that validate it. What an API
#   sends should be open, so that it can grow.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#111
# custom:
#   severity: warning
#   message: '{schema} is closed by additionalProperties: false, so that a new property breaks clients that validate'
#   fix: 'remove additionalProperties: false'
#   standard: rest/compatibility
#   tags: [schemas, versioning]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["108", "111"]
#     kics: [additional_properties_too_restrective]
package bdma.rest.additional_properties_open

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	schema.in_response
	schema.additional == "closed"
}
