# METADATA
# title: Webhooks prove who sends them as before
# description: >-
#   Who receives a webhook checks that it comes from the API, with what the document says of its security. When the API sends other
#   credentials, or none, a careful receiver turns the call away.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: '{operation} comes with {now} now, no longer with {was}: receivers that check it turn the call away'
#   fix: 'go on sending what was sent, and send the new credentials beside it until receivers have changed'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_webhook_security

deny contains {"at": c.at, "now": now, "operation": c.subject, "was": c.from} if {
	some c in input.changes
	c.kind == "webhook-security"
	c.from
	now := object.get(c, "to", "nothing")
	not c.in_new_major
	not c.is_unstable
}
