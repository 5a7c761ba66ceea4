# METADATA
# title: Encodings are for properties of the schema
# description: >-
#   The encoding of a property that the schema does not have is dropped, and the property that was meant is sent in
#   the default way.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#encoding-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {kics: [encoding_map_key_mismatch_schema_defined_properties]}
package bdma.rest.encoding_property

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "encoding"
}
