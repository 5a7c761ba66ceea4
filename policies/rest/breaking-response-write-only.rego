# METADATA
# title: A response has what it promised
# description: >-
#   The property was always there, and is only sent by clients from now on. Those that read it without a check fail.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} is write-only now and no longer in responses: clients of {users} that read it fail'
#   fix: 'go on to send it, or remove it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-required-property-became-write-only]}
package bdma.rest.breaking_response_write_only

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "write-only"
	c.surprises_clients
	c.is_required
	not c.in_new_major
	not c.is_unstable
}
