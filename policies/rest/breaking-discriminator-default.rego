# METADATA
# title: What the discriminator does not tell is what it was
# description: >-
#   OpenAPI 3.2 lets a document say which schema holds for an object whose discriminator is missing or has no known value. Clients that
#   leave it out mean that schema, and clients that are sent such an object read it as that schema.
# related_resources:
#   - https://spec.openapis.org/oas/v3.2.0.html#discriminator-object
# custom:
#   severity: error
#   message: 'where the discriminator of {subject} is missing or unknown, {to} is meant instead of {from}: clients of {users} that rely on it fail'
#   fix: 'keep the defaultMapping, and give what is new a value of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_discriminator_default

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.users} if {
	some c in input.changes
	c.kind == "discriminator-default"
	breaks(c)
	not c.in_new_major
	not c.is_unstable
}

breaks(c) if c.refuses_requests

breaks(c) if c.surprises_clients
