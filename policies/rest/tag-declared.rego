# METADATA
# title: Tags of operations are declared
# description: >-
#   A document that declares its tags gives them an order and descriptions. One that is used without a declaration is most often a
#   misspelling, and makes a chapter of its own.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#tag-object
# custom:
#   severity: warning
#   message: 'tag "{tag}" is not among the tags that the document declares'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   context: [at]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [operation-tag-defined]
#     spectral: [operation-tag-defined]
#     redocly: [operation-tag-defined]
#     speakeasy: [style-operation-tag-defined]
#     zalando: [M011]
package bdma.rest.tag_declared

deny contains {"at": tag.at, "tag": tag.name, "fix": fix, "edits": edits} if {
	some tag in input.tags
	not tag.is_declared
	some_declared
	fix := fixes(tag)
	edits := [{"at": input.api.tags_at, "append": {"name": tag.name}} | not tag.suggestion]
}

some_declared if {
	some tag in input.tags
	tag.is_declared
}

fixes(tag) := "add it to tags, with a description" if not tag.suggestion

fixes(tag) := sprintf("did you mean \"%s\"? Otherwise add it to tags, with a description", [tag.suggestion])
