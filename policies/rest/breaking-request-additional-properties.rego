# METADATA
# title: A request takes the further properties that it took
# description: >-
#   Clients send properties that the document does not name, because they were allowed. They are refused now.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2
# custom:
#   severity: error
#   message: '{subject} takes fewer properties that it does not name: clients of {users} that send one get a 400'
#   fix: 'go on to take them, and ignore what is not known'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-pattern-property-added, request-body-unevaluated-properties-added, request-property-pattern-property-added, request-property-unevaluated-properties-added]}
package bdma.rest.breaking_request_additional_properties

deny contains {"at": c.at, "subject": c.subject, "users": c.senders} if {
	some c in input.changes
	c.kind in {"additional-properties", "unevaluated-properties", "pattern-properties"}
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
