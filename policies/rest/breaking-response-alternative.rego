# METADATA
# title: A response has no alternatives that clients do not know
# description: >-
#   Clients tell the alternatives apart and handle each. One that they do not know reaches them unprepared, and
#   generated code refuses it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1
# custom:
#   severity: error
#   message: '{subject} may be {alternative} now: clients of {users} do not know what that is'
#   fix: 'send it in a new major version, or only to clients that ask for it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-any-of-added, response-body-one-of-added, response-body-wrapped-in-one-of, response-body-wrapped-in-one-of-original-preserved, response-property-any-of-added, response-property-one-of-added]}
package bdma.rest.breaking_response_alternative

deny contains {"at": c.at, "alternative": c.name, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "alternative-added"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
