# METADATA
# title: What the API calls it goes on calling
# description: >-
#   Who receives a webhook or a callback sees no error when it ends: orders are no longer shipped, and nobody knows
#   why.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks
#   - https://spec.openapis.org/oas/v3.1.1.html#callback-object
# custom:
#   severity: error
#   message: 'the API no longer sends {name}: who waits for it is not told anything any more'
#   fix: 'go on sending it, describe it with deprecated: true and an x-sunset date, and end it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [webhook-removed]}
package bdma.rest.breaking_webhook_removed

deny contains {"at": c.at, "name": c.name} if {
	some c in input.changes
	c.kind in {"webhook-removed", "callback-removed"}
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
