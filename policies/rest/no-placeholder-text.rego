# METADATA
# title: Texts are written
# description: >-
#   A note to oneself or a generator's leftover looks to every tool as if there were a description, so that nothing reminds its author;
#   readers take the API for unfinished.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#rich-text-formatting
# custom:
#   severity: warning
#   message: 'the {field} of {of} has the placeholder "{placeholder}" in the place of a text'
#   fix: 'write what a reader needs to know, or remove the {field}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.no_placeholder_text

deny contains {"at": text.at, "field": text.field, "of": text.of, "placeholder": text.placeholder} if {
	some text in input.texts
	text.placeholder
}
