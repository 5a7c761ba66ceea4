# METADATA
# title: A response has the lengths that it had
# description: >-
#   Clients have columns, buffers and types that fit the limit. What is beyond it is cut off, refused or an error in
#   their hands.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} are sent what was ruled out'
#   fix: 'keep the limit, or loosen it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-max-length-increased, response-body-max-length-unset, response-body-min-length-decreased, response-body-min-length-unset, response-header-max-length-increased, response-header-max-length-unset, response-header-min-length-decreased, response-header-min-length-unset, response-property-max-length-increased, response-property-max-length-unset, response-property-min-length-decreased, response-property-min-length-unset]}
package bdma.rest.breaking_response_length

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"min-length", "max-length"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
