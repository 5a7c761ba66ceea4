# METADATA
# title: A response has one of the values that it had
# description: >-
#   Clients decide by a list that was complete. Once any value may come they meet some that they do not know.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
#   - https://opensource.zalando.com/restful-api-guidelines/#112
# custom:
#   severity: error
#   message: '{subject} is no longer limited to {from}: clients of {users} are sent values that they do not know'
#   fix: 'keep the list, or send further values as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-const-removed, response-mediatype-became-not-enum, response-property-became-not-enum, response-property-const-removed]}
package bdma.rest.breaking_response_enum

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"enum-removed", "enum-opened"}
	c.surprises_clients
	not c.is_open
	not c.in_new_major
	not c.is_unstable
}
