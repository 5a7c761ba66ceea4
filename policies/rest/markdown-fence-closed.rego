# METADATA
# title: Blocks of code in descriptions are closed
# description: >-
#   A fence of backticks that nothing closes turns all the rest of the description into code: links, lists and headings are shown as
#   raw text.
# related_resources:
#   - https://spec.commonmark.org/0.31.2/#fenced-code-blocks
# custom:
#   severity: warning
#   message: 'the {field} of {of} opens a block of code and never closes it: all that follows is shown as code'
#   fix: 'add a line with the same fence, ``` or ~~~, where the code ends'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.markdown_fence_closed

deny contains {"at": text.at, "field": text.field, "of": text.of} if {
	some text in input.texts
	text.has_open_fence
}
