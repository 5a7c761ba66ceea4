# METADATA
# title: A response has what belongs to a property
# description: >-
#   Clients that find one property read the other one without a check, because the two came together.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.4
# custom:
#   severity: error
#   message: '{subject} promises less where {property} is there: clients of {users} that rely on it fail'
#   fix: 'go on to send both'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-dependent-required-changed, response-body-dependent-required-removed, response-body-dependent-schema-removed, response-property-dependent-required-changed, response-property-dependent-required-removed, response-property-dependent-schema-removed]}
package bdma.rest.breaking_response_dependent

deny contains {"at": c.at, "property": c.name, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"dependent-required", "dependent-schemas"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
