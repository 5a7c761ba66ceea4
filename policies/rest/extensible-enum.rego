# METADATA
# title: Values that the API sends can grow
# description: >-
#   An enum is closed: a new value in a response breaks clients that validate, and generated code that knows the old
#   ones only. With x-extensible-enum, or examples, clients know that there may be more.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#112
#   - https://opensource.zalando.com/restful-api-guidelines/#107
# custom:
#   severity: info
#   message: '{schema} is sent with a closed enum, so that a new value breaks clients'
#   fix: 'write x-extensible-enum, or list the values as examples, and tell clients to expect others'
#   standard: rest/compatibility
#   tags: [schemas, versioning]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["107", "112"]
package bdma.rest.extensible_enum

deny contains {"at": enum.at, "schema": enum.schema} if {
	some enum in input.enums
	enum.in_response
	enum.type == "string"
	enum["values"] > 1
	not enum.is_extensible
}
