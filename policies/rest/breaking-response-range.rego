# METADATA
# title: A response has the numbers that it had
# description: >-
#   Clients have columns, buffers and types that fit the limit. What is beyond it is cut off, refused or an error in
#   their hands.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} are sent what was ruled out'
#   fix: 'keep the limit, or loosen it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-exclusive-max-increased, response-body-exclusive-max-unset, response-body-exclusive-min-decreased, response-body-exclusive-min-unset, response-body-max-increased, response-body-max-unset, response-body-min-decreased, response-body-min-unset, response-body-multiple-of-changed, response-body-multiple-of-unset, response-header-exclusive-max-increased, response-header-exclusive-max-unset, response-header-exclusive-min-decreased, response-header-exclusive-min-unset, response-header-max-increased, response-header-max-unset, response-header-min-decreased, response-header-min-unset, response-header-multiple-of-unset, response-property-exclusive-max-increased, response-property-exclusive-max-unset, response-property-exclusive-min-decreased, response-property-exclusive-min-unset, response-property-max-increased, response-property-max-unset, response-property-min-decreased, response-property-min-unset, response-property-multiple-of-changed, response-property-multiple-of-unset]}
package bdma.rest.breaking_response_range

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"minimum", "maximum", "multiple-of"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
