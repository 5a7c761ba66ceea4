# METADATA
# title: A request takes the lengths that it took
# description: >-
#   The limit leaves less than it did. What clients have always sent is beyond it now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} that send what it rules out get a 400'
#   fix: 'keep the limit, or tighten it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-max-length-decreased, request-body-max-length-set, request-body-min-length-increased, request-body-min-length-set, request-parameter-max-length-decreased, request-parameter-max-length-set, request-parameter-min-length-increased, request-parameter-min-length-set, request-property-max-length-decreased, request-property-max-length-set, request-property-min-length-increased, request-property-min-length-set]}
package bdma.rest.breaking_request_length

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"min-length", "max-length"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
