# METADATA
# title: A request does not need more beside a property
# description: >-
#   Clients send one property without the other, which was enough. They are refused now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4
# custom:
#   severity: error
#   message: '{subject} asks for more where {property} is sent: clients of {users} that send it alone get a 400'
#   fix: 'do without it as before, with a default for what is missing'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-dependent-required-added, request-body-dependent-required-changed, request-body-dependent-schema-added, request-property-dependent-required-added, request-property-dependent-required-changed, request-property-dependent-schema-added]}
package bdma.rest.breaking_request_dependent

deny contains {"at": c.at, "property": c.name, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind in {"dependent-required", "dependent-schemas"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
