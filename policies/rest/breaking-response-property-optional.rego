# METADATA
# title: A response has what it always had
# description: >-
#   Clients read the property without a look whether it is there, because it always was. They fail where it is
#   missing.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: error
#   message: '{subject} may be {what} now: clients of {users} that read it without a check fail'
#   fix: 'go on to send it always'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-property-became-optional]}
package bdma.rest.breaking_response_property_optional

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers, "what": "missing"} if {
	some c in input.changes
	c.kind == "property-optional"
	c.surprises_clients
	not c.with_null
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "subject": c.subject, "users": c.receivers, "what": "missing or null"} if {
	some c in input.changes
	c.kind == "property-optional"
	c.surprises_clients
	c.with_null
	not c.in_new_major
	not c.is_unstable
}
