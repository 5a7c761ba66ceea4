# METADATA
# title: A request that took null takes it
# description: >-
#   Clients send null to say that there is no value, or to delete one. They are refused once it is no longer
#   allowed.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} is no longer nullable: clients of {users} that send null get a 400'
#   fix: 'go on to take null, and treat it as if it were left out'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-became-not-nullable, request-parameter-became-not-nullable, request-parameter-property-became-not-nullable, request-property-became-not-nullable]}
package bdma.rest.breaking_request_nullable

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind == "nullable"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
