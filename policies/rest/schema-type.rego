# METADATA
# title: Schemas state their type
# description: >-
#   A schema without a type accepts values of every type: maxLength then holds for strings, and a number of any size
#   is valid as well. Generated clients get an untyped value.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-type
# custom:
#   severity: warning
#   message: '{schema} does not state its type, so a value of any type is valid'
#   fix: 'add "type"'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [oas-missing-type]
#     ibm: [ibm-schema-type]
#     kics: [json_object_schema_without_type, schema_object_empty, array_items_has_no_type, parameter_object_undefined_type]
package bdma.rest.schema_type

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	not schema.says_type
	schema.within in {"component", "property", "items", "additional_properties", "media_type", "parameter", "header"}
}
