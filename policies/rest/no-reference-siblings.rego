# METADATA
# title: Nothing stands beside a reference that is ignored
# description: >-
#   In Swagger 2.0 and OpenAPI 3.0 readers ignore what stands beside $ref, a description or nullable as much as a
#   maximum. OpenAPI 3.1 lets a schema have both.
# related_resources:
#   - https://spec.openapis.org/oas/v3.0.4.html#reference-object
# custom:
#   severity: warning
#   message: '"{field}" beside the reference "{target}" is ignored'
#   fix: 'move it to what the reference leads to, or list it in an allOf with what you want to add'
#   standard: rest/documentation
#   tags: [references]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {spectral: [no-$ref-siblings], vacuum: [no-$ref-siblings, oas3-no-$ref-siblings], redocly: [spec-ref-siblings], speakeasy: [style-no-ref-siblings], kics: [json_ref_alongside_properties]}
package bdma.rest.no_reference_siblings

deny contains {"at": ref.at, "field": field, "target": ref.target} if {
	some ref in input.refs
	some field in ref.ignored
}
