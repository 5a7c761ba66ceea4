# METADATA
# title: A request takes the formats that it took
# description: >-
#   A value that was any text is one that has to be a date or a uuid now, or a number has to fit fewer bits: what
#   clients have always sent is refused.
# related_resources:
#   - https://spec.openapis.org/registry/format/
# custom:
#   severity: error
#   message: 'the format of {subject} goes from {from} to {to}: clients of {users} that send what it does not allow get a 400'
#   fix: 'take every value that was taken, or add a property with the new format'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-type-changed, request-parameter-property-type-changed, request-parameter-type-changed, request-property-type-changed]}
package bdma.rest.breaking_request_format

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind == "format"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
