# METADATA
# title: A response has the properties that it had
# description: >-
#   The property was optional, so that clients should do without it. Those that always found it there may not.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: warning
#   message: '{subject} is gone: clients of {users} that read it find nothing'
#   fix: 'keep the property with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-optional-property-became-write-only, response-optional-property-removed]}
package bdma.rest.breaking_response_optional_property_removed

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "property-removed"
	c.in_response
	not c.is_required
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "write-only"
	c.in_response
	c.to == "yes"
	not c.is_required
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "never"
	c.in_response
	c.effect == "narrows"
	not c.in_new_major
	not c.is_unstable
}
