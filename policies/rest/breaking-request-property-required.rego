# METADATA
# title: A request does not need more than it did
# description: >-
#   Clients do not send what was not there, or did not have to be. The server refuses them for it. A default in the
#   document does not help: a required property has to be sent.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} is required now: clients of {users} that {what} get a 400'
#   fix: 'leave it optional, with a default for those that do not send it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [new-required-request-header-property, new-required-request-property, new-required-request-property-with-default, request-header-property-became-required, request-property-became-required, request-property-became-required-with-default, request-required-property-became-not-read-only]}
package bdma.rest.breaking_request_property_required

deny contains {"at": c.at, "subject": c.subject, "users": c.senders, "what": "leave it out"} if {
	some c in input.changes
	c.kind == "property-required"
	c.refuses_requests
	not c.with_null
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.senders, "what": "leave it out or send null"} if {
	some c in input.changes
	c.kind == "property-required"
	c.refuses_requests
	c.with_null
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.senders, "what": "leave it out"} if {
	some c in input.changes
	c.kind == "property-added"
	c.refuses_requests
	c.is_required
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.senders, "what": "leave it out"} if {
	some c in input.changes
	c.kind == "read-only"
	c.refuses_requests
	c.to == "no"
	not c.in_new_major
	not c.is_unstable
}
