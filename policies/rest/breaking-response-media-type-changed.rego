# METADATA
# title: What clients are sent is what they were told
# description: >-
#   Clients choose how to read an answer by its media type. What stands under a wider one, or under other
#   parameters, may be written in a way that they do not know.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-8.3
# custom:
#   severity: error
#   message: '{where} comes as {now} now, where it was {was}: clients that read {was} may not understand it'
#   fix: 'name {was} as long as it comes, and what is new beside it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-media-type-name-generalized, response-media-type-parameter-changed, response-media-type-parameter-removed]}
package bdma.rest.breaking_response_media_type_changed

deny contains {"at": c.at, "was": c.from, "now": c.to, "where": c.where} if {
	some c in input.changes
	c.kind in {"media-type-name", "media-type-parameter"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
