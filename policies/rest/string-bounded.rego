# METADATA
# title: Strings in requests have a greatest length
# description: >-
#   Without a limit a client may send megabytes where a name was expected: they are parsed, stored and logged. A
#   maxLength, an enum, a format of fixed length or a pattern without repetition lets the gateway refuse them.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{schema} takes strings of any length, which clients can use to exhaust memory and storage'
#   fix: 'add maxLength, and a format, a pattern or an enum where not every text will do'
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
#     spectral: ["owasp:api4:2023-string-limit"]
#     vacuum: [owasp-string-limit]
#     speakeasy: [owasp-string-limit]
#     ibm: [ibm-string-attributes]
#     zalando: [S007]
#     kics: [maximum_length_undefined]
package bdma.rest.string_bounded

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	not schema.is_bounded
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
