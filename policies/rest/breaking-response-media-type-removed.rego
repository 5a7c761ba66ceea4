# METADATA
# title: What clients ask for they go on getting
# description: >-
#   Clients name the media type that they can read in the header Accept. Those that name this one are refused, and
#   those that name none get what they cannot read.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15.5.7
# custom:
#   severity: error
#   message: '{where} no longer comes as {type}: clients that ask for it get a 406'
#   fix: 'go on sending {type} to those who ask for it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-media-type-removed]}
package bdma.rest.breaking_response_media_type_removed

deny contains {"at": c.at, "type": c.name, "where": c.where} if {
	some c in input.changes
	c.kind == "media-type-removed"
	c["in"] == "response"
	c.in_response
	c.effect == "narrows"
	not c.in_new_major
	not c.is_unstable
}
