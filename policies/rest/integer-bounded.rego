# METADATA
# title: Integers in requests are bounded
# description: >-
#   An integer without bounds takes values that no variable holds: they overflow, or are cut off without a word. As a
#   page size or a count they ask the server for endless work. A format such as int32 is a bound, minimum and maximum
#   are better ones.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{schema} takes integers of any size, which overflow or ask for endless work'
#   fix: 'add minimum and maximum, or at least format: int32 or int64'
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
#     spectral: ["owasp:api4:2023-integer-limit", "owasp:api4:2023-integer-limit-legacy"]
#     vacuum: [owasp-integer-limit]
#     speakeasy: [owasp-integer-limit]
#     ibm: [ibm-integer-attributes]
#     zalando: [S006]
#     kics: [numeric_schema_without_maximum, numeric_schema_without_minimum]
package bdma.rest.integer_bounded

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	not schema.is_bounded
	schema.type == "integer"
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
