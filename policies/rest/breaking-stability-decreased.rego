# METADATA
# title: What was promised stable stays so
# description: >-
#   Clients chose what is stable because it does not change under them. A lower level takes this promise back: it may
#   now change or go with little notice.
# related_resources:
#   - https://github.com/oasdiff/oasdiff/blob/main/docs/STABILITY.md
# custom:
#   severity: warning
#   message: '{subject} was {from} and is {to}: clients that rely on it may be broken with less notice than they were promised'
#   fix: 'keep it {from}, or describe what is less stable as a new operation'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-stability-decreased, request-property-stability-decreased, response-property-stability-decreased]}
package bdma.rest.breaking_stability_decreased

deny contains {"at": c.at, "subject": c.subject, "from": c.from, "to": c.to} if {
	some c in input.changes
	c.kind == "stability-decreased"
	not c.in_new_major
	not c.is_unstable
}
