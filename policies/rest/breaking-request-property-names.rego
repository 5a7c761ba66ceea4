# METADATA
# title: A request takes the names that it took
# description: >-
#   Clients choose the names of properties. Those that do not fit are refused now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.4
# custom:
#   severity: error
#   message: 'the names of properties of {subject} are restricted: clients of {users} that send others get a 400'
#   fix: 'take other names as before'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-property-names-added, request-property-property-names-added]}
package bdma.rest.breaking_request_property_names

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "property-names"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
