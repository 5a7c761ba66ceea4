# METADATA
# title: A response has the lists that it had
# description: >-
#   Clients have columns, buffers and types that fit the limit. What is beyond it is cut off, refused or an error in
#   their hands.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.4
# custom:
#   severity: error
#   message: '{keyword} of {subject} goes from {from} to {to}: clients of {users} are sent what was ruled out'
#   fix: 'keep the limit, or loosen it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-contains-removed, response-body-max-contains-increased, response-body-max-contains-unset, response-body-max-items-increased, response-body-max-items-unset, response-body-min-contains-decreased, response-body-min-contains-unset, response-body-min-items-decreased, response-body-min-items-unset, response-body-prefix-items-added, response-body-prefix-items-removed, response-body-unevaluated-items-removed, response-body-unique-items-unset, response-header-max-contains-increased, response-header-max-contains-unset, response-header-max-items-increased, response-header-max-items-unset, response-header-min-contains-decreased, response-header-min-contains-unset, response-header-min-items-decreased, response-header-min-items-unset, response-property-contains-removed, response-property-max-contains-increased, response-property-max-contains-unset, response-property-max-items-increased, response-property-max-items-unset, response-property-min-contains-decreased, response-property-min-contains-unset, response-property-min-items-decreased, response-property-min-items-unset, response-property-prefix-items-added, response-property-prefix-items-removed, response-property-unevaluated-items-removed, response-property-unique-items-unset]}
package bdma.rest.breaking_response_array_items

deny contains {"at": c.at, "from": c.from, "keyword": c.name, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"min-items", "max-items", "unique-items", "contains", "min-contains", "max-contains", "items", "unevaluated-items"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
