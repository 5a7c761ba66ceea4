# METADATA
# title: A request takes the properties that it took
# description: >-
#   The property is gone and the object takes no other, so that clients that send it are refused as a whole.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} is gone, and the object takes no properties that it does not name: clients of {users} that send it get a 400'
#   fix: 'keep the property with deprecated: true and an x-sunset date, or let the object take others'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-property-removed]}
package bdma.rest.breaking_request_property_refused

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "property-removed"
	c.refuses_requests
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
