# METADATA
# title: A response that is closed gets no new properties
# description: >-
#   The document says that there are no other properties, and clients that were made to check that refuse the whole
#   response.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
#   - https://opensource.zalando.com/restful-api-guidelines/#111
# custom:
#   severity: warning
#   message: '{subject} is new in an object that said that it has no others: clients of {users} that hold responses against the schema refuse it'
#   fix: 'leave additionalProperties out where clients read, so that they expect more'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.breaking_response_property_added

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "property-added"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
