# METADATA
# title: What clients read is still sent
# description: >-
#   Clients parse the body of an answer, and so do receivers of a webhook. Where nothing comes they fail with an
#   error of their parser.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#response-object
# custom:
#   severity: error
#   message: 'nothing is sent in {where} any more: clients that read it fail'
#   fix: 'go on sending the body, or answer with another status to clients that ask for it'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-schema-became-false]}
package bdma.rest.breaking_response_body_removed

deny contains {"at": c.at, "where": c.where} if {
	some c in input.changes
	c.kind in {"response-body-removed", "request-body-removed"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}

deny contains {"at": c.at, "where": c.where} if {
	some c in input.changes
	c.kind == "never"
	c.in_response
	c.effect == "narrows"
	not c.in_new_major
	not c.is_unstable
}
