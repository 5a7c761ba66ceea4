# METADATA
# title: A response has the kinds that it had
# description: >-
#   Clients decide by this value what to make of the rest. One that they do not know they cannot read.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
# custom:
#   severity: error
#   message: 'the value {value} of the discriminator of {subject} stands for {to} instead of {from}: clients of {users} do not know what it means'
#   fix: 'go on to send the value that stood for the schema'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-discriminator-mapping-added, response-body-discriminator-mapping-changed, response-property-discriminator-mapping-added, response-property-discriminator-mapping-changed]}
package bdma.rest.breaking_response_discriminator_value

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers, "value": c.name} if {
	some c in input.changes
	c.kind == "discriminator-mapping"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
