# METADATA
# title: A request takes the numbers of properties that it took
# description: >-
#   The limit leaves less than it did. What clients have always sent is beyond it now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} that send what it rules out get a 400'
#   fix: 'keep the limit, or tighten it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-max-properties-decreased, request-body-max-properties-set, request-body-min-properties-increased, request-body-min-properties-set, request-parameter-max-properties-decreased, request-parameter-max-properties-set, request-parameter-min-properties-increased, request-parameter-min-properties-set, request-property-max-properties-decreased, request-property-max-properties-set, request-property-min-properties-increased, request-property-min-properties-set]}
package bdma.rest.breaking_request_property_count

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"min-properties", "max-properties"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
