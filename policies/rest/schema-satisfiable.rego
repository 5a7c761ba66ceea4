# METADATA
# title: No schema requires itself
# description: >-
#   A schema that requires a value of itself can only be satisfied by a value that never ends: no request with it can
#   be written, and generated mocks and examples run forever. Recursion is fine where an optional property, an empty
#   array or another alternative ends it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-required
# custom:
#   severity: error
#   message: '{schema} requires itself: {chain}; no finite value is valid'
#   fix: 'make one of the properties optional, or allow null'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-circular-refs]
#     kics: [schema_object_with_circular_ref]
package bdma.rest.schema_satisfiable

deny contains {"at": schema.at, "schema": schema.schema, "chain": schema.chain} if {
	some schema in input.endless_schemas
}
