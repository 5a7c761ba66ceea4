# METADATA
# title: A request takes the content that it took
# description: >-
#   The text carries its content in another way. What clients have always written cannot be read, or has to be
#   something else now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-8
# custom:
#   severity: error
#   message: 'the content of {subject} goes from {from} to {to}: clients of {users} that send it as before get a 400'
#   fix: 'take both, or give the new content a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-content-encoding-changed, request-body-content-media-type-changed, request-body-content-schema-added, request-property-content-encoding-changed, request-property-content-media-type-changed, request-property-content-schema-added]}
package bdma.rest.breaking_request_content_encoding

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"content-encoding", "content-media-type", "content-schema"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
