# METADATA
# title: The description of an API stays as long as the API
# description: >-
#   Who generates a client from the description, or links to it, finds nothing. If the API is gone too every client
#   breaks; if it is not, nobody sees any more what changes in it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: error
#   message: 'the description of {title} is gone, with {operations}: clients have nothing to rely on'
#   fix: 'bring it back with all operations deprecated: true and an x-sunset date, and remove it after that date; a description that only moves keeps its title'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_document_removed

deny contains {"at": c.at, "title": c.subject, "operations": c.users} if {
	some c in input.changes
	c.kind == "document-removed"
	not c.was_deprecated
	not c.is_unstable
}
