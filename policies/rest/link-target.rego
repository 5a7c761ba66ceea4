# METADATA
# title: Links lead to an operation
# description: >-
#   A link tells a client what it can do with a response. One whose operation is not there breaks the generated
#   client, or is dropped.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#link-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, references]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {speakeasy: [semantic-link-operation], kics: [link_object_operation_id_does_not_target_an_operation_object]}
package bdma.rest.link_target

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "link-target"
}
