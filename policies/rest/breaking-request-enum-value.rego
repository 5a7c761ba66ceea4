# METADATA
# title: A request takes the values that it took
# description: >-
#   Clients go on sending the value that was one of the list. The server refuses it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
# custom:
#   severity: error
#   message: '{subject} no longer takes the value {value}: clients of {users} that send it get a 400'
#   fix: 'go on to take the value, and treat it as the one that takes its place'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-const-changed, request-body-enum-value-removed, request-parameter-enum-value-removed, request-parameter-property-enum-value-removed, request-parameter-x-extensible-enum-value-removed, request-property-const-changed, request-property-enum-value-removed, request-property-x-extensible-enum-value-removed]}
package bdma.rest.breaking_request_enum_value

deny contains {"at": c.at, "subject": c.subject, "users": c.senders, "value": c.name} if {
	some c in input.changes
	c.kind == "enum-value-removed"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
