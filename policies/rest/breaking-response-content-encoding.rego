# METADATA
# title: A response has the content that it had
# description: >-
#   Clients decode the text as they were told. In another encoding it fails, or is garbage.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-8
# custom:
#   severity: error
#   message: 'the content of {subject} goes from {from} to {to}: clients of {users} that decode it as before fail'
#   fix: 'keep the encoding, and send the new one as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-content-encoding-changed, response-body-content-media-type-changed, response-body-content-schema-removed, response-property-content-encoding-changed, response-property-content-media-type-changed, response-property-content-schema-removed]}
package bdma.rest.breaking_response_content_encoding

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"content-encoding", "content-media-type", "content-schema"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
