# METADATA
# title: The version of an API goes up
# description: >-
#   Clients, gateways and changelogs tell by the version what is newer. When it goes down the new description passes
#   for an old one, and tools that keep the newest leave it out.
# related_resources:
#   - https://semver.org/#spec-item-11
# custom:
#   severity: warning
#   message: 'the version went from {was} down to {version}: tools that keep the newest description keep the old one'
#   fix: 'give it a version above {was}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [api-version-decreased]}
package bdma.rest.breaking_version_lower

deny contains {"at": input.comparison.at, "was": input.comparison.was, "version": input.comparison.version} if {
	input.comparison.step == "down"
}
