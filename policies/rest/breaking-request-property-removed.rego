# METADATA
# title: A request understands the properties that it understood
# description: >-
#   Clients go on sending the property. Nobody refuses it, and nobody heeds it: what they ask for does not happen,
#   and they are not told.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: warning
#   message: '{subject} is gone: what clients of {users} send in it is ignored'
#   fix: 'keep the property with deprecated: true and an x-sunset date until nobody sends it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-property-removed]}
package bdma.rest.breaking_request_property_removed

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "property-removed"
	c.in_request
	not c.is_closed
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
