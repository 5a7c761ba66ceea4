# METADATA
# title: A request takes the types that it took
# description: >-
#   Clients send the type that they have always sent. A server that takes another one now refuses their requests.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1
# custom:
#   severity: error
#   message: '{subject} takes {to} instead of {from}: clients of {users} that send it as before get a 400'
#   fix: 'take both types, or give the new one a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-list-of-types-narrowed, request-body-prefix-items-added, request-body-prefix-items-removed, request-body-schema-became-false, request-body-type-changed, request-body-unevaluated-properties-added, request-parameter-list-of-types-narrowed, request-parameter-property-list-of-types-narrowed, request-parameter-property-schema-became-false, request-parameter-property-type-changed, request-parameter-property-type-specialized, request-parameter-schema-became-false, request-parameter-type-changed, request-property-list-of-types-narrowed, request-property-prefix-items-added, request-property-prefix-items-removed, request-property-schema-became-false, request-property-type-changed, request-property-unevaluated-properties-added]}
package bdma.rest.breaking_request_type

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders} if {
	some c in input.changes
	c.kind in {"type", "never"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
