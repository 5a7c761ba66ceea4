# METADATA
# title: Declared tags are used
# description: >-
#   A tag that no operation has makes an empty chapter of the documentation. It was most often renamed in one place only.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#tag-object
# custom:
#   severity: warning
#   message: 'no operation has tag "{tag}": its chapter of the documentation is empty'
#   fix: 'remove the declaration, or give the tag to the operations that belong there; a tag that is a page of text says so with x-traitTag: true'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-openapi-tags-used]
#     zalando: [M011]
package bdma.rest.tag_used

deny contains {"at": tag.at, "tag": tag.name} if {
	some tag in input.tags
	tag.is_declared
	tag.operations == 0
	not tag.is_chapter
	input.document.operations > 0
}
