# METADATA
# title: A response has no values that clients do not know
# description: >-
#   Clients decide by the values of the list, and generated code refuses any other. A new one reaches them before
#   they know it.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
#   - https://opensource.zalando.com/restful-api-guidelines/#112
# custom:
#   severity: error
#   message: '{subject} may have the value {value} now: clients of {users} that decide by its values do not know it'
#   fix: 'announce with x-extensible-enum that values may come, or send the new one in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-const-changed, response-mediatype-enum-value-added, response-property-const-changed, response-property-enum-value-added]}
package bdma.rest.breaking_response_enum_value

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers, "value": c.name} if {
	some c in input.changes
	c.kind == "enum-value-added"
	c.surprises_clients
	not c.is_open
	not c.in_new_major
	not c.is_unstable
}
