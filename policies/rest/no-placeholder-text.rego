# METADATA
# title: Texts are written
# description: >-
#   A note to oneself or a generator's leftover looks to every tool as if there were a description, so that nothing reminds its author;
#   readers take the API for unfinished.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#rich-text-formatting
# custom:
#   severity: warning
#   message: 'the {field} of {of} {problem}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.no_placeholder_text

deny contains {
	"at": text.at, "field": text.field, "of": text.of, "problem": problem,
	"fix": "write what a reader needs to know, or remove it",
} if {
	some text in input.texts
	text.placeholder
	not text.has_note
	problem := sprintf("is the placeholder \"%s\"", [text.placeholder])
}

deny contains {
	"at": text.at, "field": text.field, "of": text.of, "problem": problem,
	"fix": "finish the text, or move the note into a comment",
} if {
	some text in input.texts
	text.has_note
	problem := sprintf("has the note \"%s\", which was not meant for readers", [text.placeholder])
}
