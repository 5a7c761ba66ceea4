# METADATA
# title: Every flow that gives tokens stays
# description: >-
#   A client is built for one OAuth flow: a job in the night cannot ask a user to log in. Without its flow it gets no
#   token.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object
# custom:
#   severity: error
#   message: '{scheme} no longer has the flow {flow}: clients that get their tokens by it can no longer call {operations}'
#   fix: 'keep the flow {flow} until its clients use another one'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_security_flow_removed

deny contains {"at": c.at, "scheme": c.subject, "flow": c.name, "operations": c.users} if {
	some c in input.changes
	c.kind == "security-flow-removed"
	not c.in_new_major
	not c.is_unstable
}
