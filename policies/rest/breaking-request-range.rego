# METADATA
# title: A request takes the numbers that it took
# description: >-
#   The limit leaves less than it did. What clients have always sent is beyond it now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} that send what it rules out get a 400'
#   fix: 'keep the limit, or tighten it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-exclusive-max-decreased, request-body-exclusive-max-set, request-body-exclusive-min-increased, request-body-exclusive-min-set, request-body-max-decreased, request-body-max-set, request-body-min-increased, request-body-min-set, request-body-multiple-of-changed, request-body-multiple-of-set, request-parameter-exclusive-max-decreased, request-parameter-exclusive-max-set, request-parameter-exclusive-min-increased, request-parameter-exclusive-min-set, request-parameter-max-decreased, request-parameter-max-set, request-parameter-min-increased, request-parameter-min-set, request-parameter-multiple-of-set, request-property-exclusive-max-decreased, request-property-exclusive-max-set, request-property-exclusive-min-increased, request-property-exclusive-min-set, request-property-max-decreased, request-property-max-set, request-property-min-increased, request-property-min-set, request-property-multiple-of-changed, request-property-multiple-of-set]}
package bdma.rest.breaking_request_range

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"minimum", "maximum", "multiple-of"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
