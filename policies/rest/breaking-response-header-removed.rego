# METADATA
# title: A header that was promised is still sent
# description: >-
#   The header was required, so that clients read it without asking whether it is there.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#header-object
# custom:
#   severity: error
#   message: 'the header {name} no longer comes with {where}: clients that read it find none'
#   fix: 'go on sending it; describe it with deprecated: true and an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [required-response-header-removed]}
package bdma.rest.breaking_response_header_removed

deny contains {"at": c.at, "name": c.name, "where": c.where} if {
	some c in input.changes
	c.kind == "header-removed"
	c.surprises_clients
	not c.was_deprecated
	not c.in_new_major
	not c.is_unstable
}
