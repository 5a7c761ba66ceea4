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
	not schema.has_properties
	not schema.is_composed
	not is_defined(schema)
}

is_defined(schema) if schema.additional in {"closed", "typed"}

# A part of a composition may add nothing but a name.
is_defined(schema) if {
	not schema.additional
	schema.within in {"all_of", "any_of", "one_of", "not"}
}
