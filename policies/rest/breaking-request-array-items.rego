# METADATA
# title: A request takes the lists that it took
# description: >-
#   The limit leaves less than it did. What clients have always sent is beyond it now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} that send what it rules out get a 400'
#   fix: 'keep the limit, or tighten it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-contains-added, request-body-max-contains-decreased, request-body-max-contains-set, request-body-max-items-decreased, request-body-max-items-set, request-body-min-contains-increased, request-body-min-contains-set, request-body-min-items-increased, request-body-min-items-set, request-body-prefix-items-added, request-body-prefix-items-removed, request-body-unevaluated-items-added, request-body-unique-items-set, request-parameter-max-contains-decreased, request-parameter-max-contains-set, request-parameter-max-items-decreased, request-parameter-max-items-set, request-parameter-min-contains-increased, request-parameter-min-contains-set, request-parameter-min-items-increased, request-parameter-min-items-set, request-property-contains-added, request-property-max-contains-decreased, request-property-max-contains-set, request-property-max-items-decreased, request-property-max-items-set, request-property-min-contains-increased, request-property-min-contains-set, request-property-min-items-increased, request-property-min-items-set, request-property-prefix-items-added, request-property-prefix-items-removed, request-property-unevaluated-items-added, request-property-unique-items-set]}
package bdma.rest.breaking_request_array_items

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"min-items", "max-items", "unique-items", "contains", "min-contains", "max-contains", "items", "unevaluated-items"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
