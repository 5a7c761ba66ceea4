# METADATA
# title: A header that was promised stays promised
# description: >-
#   The header was required, so that clients read it without asking whether it is there. Where it is missing they
#   fail.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#header-object
# custom:
#   severity: error
#   message: '{where} may be missing now: clients that read it may find none'
#   fix: 'keep it required'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-header-became-optional]}
package bdma.rest.breaking_response_header_optional

deny contains {"at": c.at, "where": c.where} if {
	some c in input.changes
	c.kind == "header-optional"
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}
