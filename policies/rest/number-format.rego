# METADATA
# title: Numbers state their format
# description: >-
#   Whether an integer has 32 or 64 bits, and a number is a float or an exact decimal, decides the type in generated
#   code. Without a format each client chooses for itself, and some of them overflow or round.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#171
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
# custom:
#   severity: warning
#   message: '{schema} is {article} {type} without a format, so clients guess its size and precision'
#   fix: 'add format: {formats}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api4:2023-integer-format"]
#     vacuum: [owasp-integer-format]
#     speakeasy: [owasp-integer-format]
#     zalando: ["171"]
#     kics: [numeric_schema_without_format]
#     ibm: [ibm-schema-type-format]
package bdma.rest.number_format

deny contains {
	"at": schema.at, "schema": schema.label, "article": hint.article, "type": schema.type, "formats": hint.formats,
} if {
	some schema in input.schemas
	hint := hints[schema.type]
	not schema.format
	count(schema.types) > 0
	not schema.has_enum
	not schema.within in {"all_of", "not"}
}

hints := {
	"integer": {"article": "an", "formats": "int32 or int64"},
	"number": {"article": "a", "formats": "float, double or decimal"},
}
