# METADATA
# title: What comes with a webhook goes on coming
# description: >-
#   Receivers read what was required without asking whether it is there: a signature that is missing is a forgery to
#   them.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks
# custom:
#   severity: error
#   message: 'the {in} parameter {name} is no longer promised with {operations}: receivers that read it refuse what comes without it'
#   fix: 'go on sending it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_webhook_parameter_removed

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind in {"parameter-removed", "parameter-optional"}
	c.surprises_clients
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
