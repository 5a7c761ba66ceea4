# METADATA
# title: What is left out means what it meant
# description: >-
#   Clients leave the value out because they want what the document says of that. They get something else, and
#   nothing tells them.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-9.2
# custom:
#   severity: warning
#   message: '{subject} means {to} when it is left out, where it was {from}: clients of {users} that leave it out get another behaviour'
#   fix: 'keep the default, or change it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-default-value-changed, request-body-default-value-removed, request-parameter-default-value-changed, request-parameter-default-value-removed, request-property-default-value-changed, request-property-default-value-removed]}
package bdma.rest.breaking_request_default

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind == "default"
	c.from != "no default" # what the server does is only said now
	c.in_request
	not c.in_new_major
	not c.is_unstable
}
