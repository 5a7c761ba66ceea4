# METADATA
# title: A request does not have to be one of several
# description: >-
#   What clients send fits none of the alternatives that it has to fit now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1
# custom:
#   severity: error
#   message: '{subject} has to be one of {to} where it could be {from}: clients of {users} that send anything else get a 400'
#   fix: 'take what fits none of them as before'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-wrapped-in-one-of]}
package bdma.rest.breaking_request_choice

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"choice-added", "choice-removed"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
