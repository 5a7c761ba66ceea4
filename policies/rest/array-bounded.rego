# METADATA
# title: Arrays in requests have a greatest length
# description: >-
#   An array without a limit takes millions of elements, each of which is validated and worked on: one request keeps a
#   server busy.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{schema} takes any number of elements, so that one request can keep a server busy'
#   fix: 'add maxItems'
#   standard: rest/collections
#   tags: [schemas, security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       responses:
#         type: boolean
#         default: false
#         description: Whether what only the API sends is judged as well.
#   equivalents:
#     spectral: ["owasp:api4:2023-array-limit"]
#     vacuum: [owasp-array-limit]
#     speakeasy: [owasp-array-limit]
#     ibm: [ibm-array-attributes]
#     kics: [array_without_maximum_number_items]
package bdma.rest.array_bounded

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	not schema.is_bounded
	schema.type == "array"
	is_judged(schema)
}

# What stands in allOf is completed by the parts beside it.
is_judged(schema) if {
	schema.in_request
	not schema.within in {"all_of", "not"}
}

is_judged(schema) if {
	data.settings.responses
	schema.in_response
	not schema.within in {"all_of", "not"}
}
