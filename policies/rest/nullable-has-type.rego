# METADATA
# title: A nullable schema has a type beside it
# description: >-
#   In OpenAPI 3.0 nullable adds null to the type that stands in the same schema. Without one there is nothing to add
#   it to: nullable beside allOf, oneOf or anyOf has no effect, and a validator refuses null.
# related_resources:
#   - https://github.com/OAI/OpenAPI-Specification/blob/main/proposals/2019-10-31-Clarify-Nullable.md
# custom:
#   severity: warning
#   message: 'nullable has no effect in {schema}, which has no type beside it'
#   fix: 'add "type", or an alternative that allows null'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     redocly: [nullable-type-sibling]
package bdma.rest.nullable_has_type

deny contains {"at": schema.at, "schema": schema.label} if {
	input.document.version == "3.0"
	some schema in input.schemas
	schema.is_nullable
	count(schema.types) == 0
}
