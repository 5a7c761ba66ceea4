# METADATA
# title: A response is one of what it was
# description: >-
#   Clients handle each of the alternatives. What fits none of them is new to them.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1
# custom:
#   severity: error
#   message: '{subject} may be {to} where it was one of {from}: clients of {users} are sent what they do not know'
#   fix: 'go on to send nothing but the alternatives'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-wrapped-in-one-of]}
package bdma.rest.breaking_response_choice

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"choice-removed", "choice-added"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
