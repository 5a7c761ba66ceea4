# METADATA
# title: What clients send goes on being taken
# description: >-
#   Nothing was said of what may be sent, so that anything was. What does not fit the schema is refused from now on.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
# custom:
#   severity: error
#   message: '{now} alone is taken by {operations}, where anything was: clients that send something else get a 400'
#   fix: 'take what clients send today, or describe the schema under a new media type'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-media-type-schema-added, request-body-media-type-item-schema-added]}
package bdma.rest.breaking_request_schema_added

deny contains {"at": c.at, "operations": c.senders, "now": c.to} if {
	some c in input.changes
	c.kind == "media-schema"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
