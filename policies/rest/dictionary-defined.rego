# METADATA
# title: Maps say what their values are
# description: >-
#   A map with values of any type is a hole in the contract: clients get untyped values, nothing is validated, and
#   whatever is put into it becomes a part of the API that nobody has described.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#model-with-map-dictionary-properties
#   - https://opensource.zalando.com/restful-api-guidelines/#216
# custom:
#   severity: info
#   message: '{schema} is a map whose values may be anything'
#   fix: 'write additionalProperties with the schema of a value, or name the properties'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-well-defined-dictionaries]
#     kics: [schema_with_additional_properties_set_as_boolean, json_object_schema_without_properties]
package bdma.rest.dictionary_defined

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	schema.type == "object"
	schema.additional in {"open", "untyped"}
	not schema.has_properties
	not schema.is_composed
}

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	schema.type == "object"
	not schema.additional
	not schema.has_properties
	not schema.is_composed
	schema.within in {"component", "property", "items", "additional_properties", "media_type", "parameter", "header"}
}
