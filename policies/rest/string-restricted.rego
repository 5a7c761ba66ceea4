# METADATA
# title: Strings in requests say what they may contain
# description: >-
#   A string of which only the length is known may hold anything: markup, SQL, control characters. A format, a pattern
#   or an enum is what a gateway can check before the value reaches any code. Of a string without any limit rest/string-bounded speaks.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{schema} takes any characters: it has no format, pattern or enum'
#   fix: 'add a pattern, a format or an enum'
#   standard: rest/security
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
#     spectral: ["owasp:api4:2023-string-restricted"]
#     vacuum: [owasp-string-restricted]
#     speakeasy: [owasp-string-restricted]
#     ibm: [ibm-string-attributes]
#     kics: [pattern_undefined, string_schema_with_broad_pattern]
package bdma.rest.string_restricted

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	not schema.is_restricted
	schema.is_bounded
	schema.type == "string"
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
