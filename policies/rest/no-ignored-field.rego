# METADATA
# title: No field stands where it has no effect
# description: >-
#   The specification tells readers to ignore some fields in some places. Whoever wrote them meant something that
#   does not happen.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
#   - https://spec.openapis.org/oas/v3.1.1.html#encoding-object
# custom:
#   severity: info
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {ibm: [ibm-no-ref-in-example], kics: [property_allow_reserved_improperly_defined, property_allow_reserved_encoding_object_ignored, property_explode_encoding_object_ignored, property_type_encoding_object_ignored, encoding_header_content_type_improperly_defined]}
package bdma.rest.no_ignored_field

deny contains {"at": remark.at, "problem": remark.problem, "hint": remark.hint} if {
	some remark in input.remarks
	remark.kind == "no-effect"
}
