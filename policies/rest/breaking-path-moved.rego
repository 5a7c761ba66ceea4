# METADATA
# title: What moves is still to be found where it was
# description: >-
#   The operation is there under another address, which no client knows: it calls the old one and gets a 404 or a 405.
#   A path that answers in both places until the clients have moved costs little.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
#   - https://www.rfc-editor.org/rfc/rfc9745
# custom:
#   severity: error
#   message: '{from} has become {to}: clients that call it where it was get a 404 or a 405'
#   fix: 'let both work, describe the old one with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-path-removed-without-deprecation, api-removed-without-deprecation]}
package bdma.rest.breaking_path_moved

deny contains {"at": c.at, "from": c.from, "to": c.to} if {
	some c in input.changes
	c.kind in {"path-moved", "operation-moved"}
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
