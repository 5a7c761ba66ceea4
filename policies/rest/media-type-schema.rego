# METADATA
# title: JSON has a schema
# description: >-
#   Content without a schema is anything at all: clients get an untyped value, gateways let everything through, and
#   nobody can tell whether the answer is right.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
# custom:
#   severity: warning
#   message: '{owner} is {type} without a schema'
#   fix: 'add a schema'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-content-contains-schema]
#     kics: [media_type_object_without_schema]
package bdma.rest.media_type_schema

deny contains {"at": medium.at, "owner": medium.label, "type": medium.name} if {
	some medium in input.media_types
	medium.is_json
	not medium.has_schema
}
