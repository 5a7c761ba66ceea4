# METADATA
# title: An enum of a nullable schema lists null
# description: >-
#   An enum holds for null as well: nullable, or a type "null", does not add it to the list. A validator refuses the
#   null that the schema seems to allow.
# related_resources:
#   - https://github.com/OAI/OpenAPI-Specification/blob/main/proposals/2019-10-31-Clarify-Nullable.md
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-enum
# custom:
#   severity: warning
#   message: '{schema} allows null by its type, but its enum does not list it, so null is refused'
#   fix: 'add null to the enum, or remove what makes the schema nullable'
#   standard: rest/documentation
#   tags: [schemas]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [nullable-enum-contains-null]
package bdma.rest.nullable_enum

deny contains {"at": enum.at, "schema": enum.schema, "edits": edits} if {
	some enum in input.enums
	enum.is_nullable
	not enum.has_null
	edits := [{"at": enum.at, "append": null} | not enum.is_parallel]
}
