# METADATA
# title: A request takes the kinds that it took
# description: >-
#   Clients name the alternative that they send by this value. It is not known any more, or means another one.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
# custom:
#   severity: error
#   message: 'the value {value} of the discriminator of {subject} stands for {to} instead of {from}: clients of {users} that send it get a 400'
#   fix: 'go on to map the value to the schema that it stood for'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-discriminator-mapping-changed, request-body-discriminator-mapping-deleted, request-property-discriminator-mapping-changed, request-property-discriminator-mapping-deleted]}
package bdma.rest.breaking_request_discriminator_value

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.senders, "value": c.name} if {
	some c in input.changes
	c.kind == "discriminator-mapping"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
