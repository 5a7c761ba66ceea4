# METADATA
# title: Required properties are defined
# description: >-
#   A name in required that no property has is a typo, or what a rename has left behind: clients must send something
#   that nobody describes, and responses that lack it are invalid.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-required
# custom:
#   severity: error
#   message: '{schema} requires "{name}", which none of its properties is'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [schemas]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [required-fields-defined, json-schema-required-properties-defined]
#     redocly: [no-required-schema-properties-undefined]
#     ibm: [ibm-define-required-properties]
#     kics: [properties_missing_required_property, schema_required_property_undefined]
package bdma.rest.required_property_defined

deny contains {"at": lost.at, "schema": lost.schema, "name": lost.name, "fix": "define the property, or remove the name from required"} if {
	some lost in input.undefined_required
	not lost.near
}

deny contains {"at": lost.at, "schema": lost.schema, "name": lost.name, "fix": fix, "edits": edits} if {
	some lost in input.undefined_required
	lost.near
	edits := [{"at": lost.at, "value": lost.near} | not endswith(lost.near, "…")]
	fix := sprintf("did you mean \"%s\"? otherwise define the property", [lost.near])
}
