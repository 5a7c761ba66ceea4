# METADATA
# title: An answer to a webhook goes on to count
# description: >-
#   Receivers go on answering as they were told. Their answer is taken for a failure, and the same event is sent
#   again and again.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks
# custom:
#   severity: error
#   message: 'the answer {status} to {operations} no longer counts: receivers that give it are called again, or given up'
#   fix: 'go on taking every answer that means success'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_webhook_answer

deny contains {"at": c.at, "status": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind == "response-removed"
	c.is_success
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}
