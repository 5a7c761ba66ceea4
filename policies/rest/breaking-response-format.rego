# METADATA
# title: A response has the formats that it had
# description: >-
#   Clients parse a value by its format, and generated code has a type for it: a date, a uuid, an integer of 32
#   bits. Another format fails to parse, or overflows.
# related_resources:
#   - https://spec.openapis.org/registry/format/
# custom:
#   severity: error
#   message: 'the format of {subject} goes from {from} to {to}: clients of {users} that parse it fail'
#   fix: 'keep the format, and send the new one as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-type-changed, response-header-type-changed, response-property-type-changed]}
package bdma.rest.breaking_response_format

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind == "format"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
