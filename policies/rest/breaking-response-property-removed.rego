# METADATA
# title: A response has the properties that it promised
# description: >-
#   The property was required, so that clients read it without a look whether it is there. They fail, or go on with
#   nothing.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} is gone, which was always there: clients of {users} that read it fail'
#   fix: 'keep the property with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-required-property-removed]}
package bdma.rest.breaking_response_property_removed

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "property-removed"
	c.surprises_clients
	c.is_required
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
