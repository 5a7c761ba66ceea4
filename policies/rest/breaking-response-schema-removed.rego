# METADATA
# title: What clients read is still described
# description: >-
#   Clients read what the schema promised. Nothing is promised any more, and what comes may be anything.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
# custom:
#   severity: error
#   message: '{where} may be anything now, where it was {was}: clients that read it may fail'
#   fix: 'describe with a schema what is sent'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-media-type-schema-removed, response-body-media-type-item-schema-removed, response-body-media-type-item-schema-removed-untyped]}
package bdma.rest.breaking_response_schema_removed

deny contains {"at": c.at, "where": c.where, "was": c.from} if {
	some c in input.changes
	c.kind == "media-schema"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
