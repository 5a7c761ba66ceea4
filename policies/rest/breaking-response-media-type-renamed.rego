# METADATA
# title: A media type keeps its name
# description: >-
#   The bytes are written in the same syntax, and who parses whatever comes goes on. Who asks for the old name, or
#   looks at the Content-Type first, fails.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
# custom:
#   severity: warning
#   message: '{where} comes as {now} now, no longer as {was}: clients that ask for {was} may get a 406'
#   fix: 'send {now} only to clients that ask for it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-media-type-name-changed]}
package bdma.rest.breaking_response_media_type_renamed

deny contains {"at": c.at, "was": c.from, "now": c.to, "where": c.where} if {
	some c in input.changes
	c.kind == "media-type-renamed"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
