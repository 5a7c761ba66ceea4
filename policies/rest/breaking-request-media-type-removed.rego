# METADATA
# title: What clients send is still understood
# description: >-
#   A server refuses what comes in a form that it does not know, and so it does with a known form under another
#   name.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
#   - https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16
# custom:
#   severity: error
#   message: '{type} is no longer taken by {operations}: clients that send it get a 415'
#   fix: 'go on taking {type}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-media-type-removed]}
package bdma.rest.breaking_request_media_type_removed

deny contains {"at": c.at, "type": c.name, "operations": c.senders} if {
	some c in input.changes
	c.kind in {"media-type-removed", "media-type-name", "media-type-renamed", "media-type-parameter"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
