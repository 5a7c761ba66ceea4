# METADATA
# title: A request takes the alternatives that it took
# description: >-
#   Clients go on sending the alternative that is no longer taken.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.2.1
# custom:
#   severity: error
#   message: '{subject} no longer takes {alternative}: clients of {users} that send it get a 400'
#   fix: 'go on to take it, and remove it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-any-of-removed, request-body-one-of-removed, request-property-any-of-removed, request-property-one-of-removed]}
package bdma.rest.breaking_request_alternative

deny contains {"at": c.at, "alternative": c.name, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "alternative-removed"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
