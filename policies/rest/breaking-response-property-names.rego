# METADATA
# title: A response has the names that it had
# description: >-
#   Clients use the names of properties as keys of their own. Once any name may come they meet some that do not fit.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.4
# custom:
#   severity: error
#   message: 'the names of properties of {subject} are no longer restricted: clients of {users} are sent others'
#   fix: 'keep to the names that were promised'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-property-names-removed, response-property-property-names-removed]}
package bdma.rest.breaking_response_property_names

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers} if {
	some c in input.changes
	c.kind == "property-names"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
