# METADATA
# title: The discriminator stays
# description: >-
#   Clients and servers read one property to know what the rest of the object is. When it is another one, neither
#   understands the other.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
# custom:
#   severity: error
#   message: 'the discriminator of {subject} is {to} instead of {from}: clients of {users} do not know which alternative is meant'
#   fix: 'keep the property, and add the other one beside it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [request-body-discriminator-property-name-changed, request-property-discriminator-property-name-changed, response-body-discriminator-property-name-changed, response-property-discriminator-property-name-changed]}
package bdma.rest.breaking_discriminator

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.users} if {
	some c in input.changes
	c.kind == "discriminator"
	c.effect == "differs"
	not c.in_new_major
	not c.is_unstable
}
