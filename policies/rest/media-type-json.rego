# METADATA
# title: JSON has a standard media type
# description: >-
#   Clients and tools know application/json and application/problem+json. A custom type makes every client set up its
#   own parser, and tells it nothing that the address does not. One with a version is allowed.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#172
#   - https://opensource.zalando.com/restful-api-guidelines/#114
# custom:
#   severity: info
#   message: '{type} is a custom media type for JSON'
#   fix: 'write application/json, or name the version in it: application/x.orders+json;version=2'
#   standard: rest/methods
#   tags: [http]
#   context: [at]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["172", "114"]
package bdma.rest.media_type_json

deny contains {"at": at, "type": type} if {
	some type, places in input.names.media_type
	regex.match(`(?i)[/+]json$`, type)
	not regex.match(`(?i)^application/(json|problem\+json|merge-patch\+json|json-patch\+json)$`, type)
	some at in places
}
