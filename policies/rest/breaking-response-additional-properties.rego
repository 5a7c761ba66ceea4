# METADATA
# title: A response that is closed stays closed
# description: >-
#   Clients that were told that there are no other properties may have been made to refuse them.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2
# custom:
#   severity: warning
#   message: '{subject} may have properties that it does not name: clients of {users} that hold responses against the schema may refuse it'
#   fix: 'send further properties in a new major version, or tell clients to ignore what they do not know'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-pattern-property-removed, response-body-unevaluated-properties-removed, response-property-pattern-property-removed, response-property-unevaluated-properties-removed]}
package bdma.rest.breaking_response_additional_properties

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"additional-properties", "unevaluated-properties", "pattern-properties"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
