# METADATA
# title: A response has the numbers of properties that it had
# description: >-
#   Clients have columns, buffers and types that fit the limit. What is beyond it is cut off, refused or an error in
#   their hands.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} are sent what was ruled out'
#   fix: 'keep the limit, or loosen it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-max-properties-increased, response-body-max-properties-unset, response-body-min-properties-decreased, response-body-min-properties-unset, response-header-max-properties-increased, response-header-max-properties-unset, response-header-min-properties-decreased, response-header-min-properties-unset, response-property-max-properties-increased, response-property-max-properties-unset, response-property-min-properties-decreased, response-property-min-properties-unset]}
package bdma.rest.breaking_response_property_count

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"min-properties", "max-properties"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
