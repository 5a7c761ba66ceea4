# METADATA
# title: Parents of tags are declared, and no tag is its own ancestor
# description: >-
#   Documentation of an OpenAPI 3.2 document is a tree of its tags. A tag whose parent is missing, or that is its
#   own ancestor, falls out of the tree together with its operations.
# related_resources:
#   - https://spec.openapis.org/oas/v3.2.0.html#tag-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, tags]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {redocly: [spec-no-invalid-tag-parents]}
package bdma.rest.tag_parent

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "tag-parent"
}
