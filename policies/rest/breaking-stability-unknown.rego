# METADATA
# title: A stability level is draft, alpha, beta or stable
# description: >-
#   Tools decide by the level how much notice a change needs, and whether it may break. A word that they do not know
#   counts as stable, whatever it was meant to say.
# related_resources:
#   - https://github.com/oasdiff/oasdiff/blob/main/docs/STABILITY.md
# custom:
#   severity: warning
#   message: 'the x-stability-level of {subject} is "{level}": tools that guard clients do not know how stable it is'
#   fix: 'write draft, alpha, beta or stable'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [api-invalid-stability-level]}
package bdma.rest.breaking_stability_unknown

deny contains {"at": c.at, "subject": c.subject, "level": c.to} if {
	some c in input.changes
	c.kind == "stability-unknown"
	not c.in_new_major
}
