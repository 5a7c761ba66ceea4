# METADATA
# title: Descriptions have nothing that runs
# description: >-
#   Documentation is rendered from descriptions, often in the console of the company and with its cookies. A script, an event handler
#   or a javascript: link in one runs there with the rights of everybody who reads it. Code that stands in several texts is reported once.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#rich-text-formatting
#   - https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html
# custom:
#   severity: error
#   message: 'the {field} of {of} has {unsafe}, which runs in the browser of whoever reads the documentation'
#   fix: 'remove it, or put it in backticks if it is meant to be read'
#   standard: rest/documentation
#   tags: [documentation, security]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [no-eval-in-markdown, no-script-tags-in-markdown]
#     spectral: [no-eval-in-markdown, no-script-tags-in-markdown]
#     redocly: [no-unsafe-markdown]
#     speakeasy: [semantic-no-eval-in-markdown, semantic-no-script-tags-in-markdown]
package bdma.rest.no_unsafe_markdown

# Code that was copied is reported once, with the other places.
deny contains {"at": text.at, "field": text.field, "of": text.of, "unsafe": text.unsafe, "related": text.unsafe_copies_at} if {
	some text in input.texts
	text.unsafe
	not text.unsafe_is_copy
}
