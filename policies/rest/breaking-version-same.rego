# METADATA
# title: A change that breaks clients changes the version
# description: >-
#   Clients learn from the version that they must look at what changed. When it stays as it is the description that
#   broke them has the name of the one that worked.
# related_resources:
#   - https://semver.org/#spec-item-8
# custom:
#   severity: info
#   message: '{breaks} of the changes may break clients, and the version is {version} as before: nothing tells them to look'
#   fix: 'raise the version, its major part when clients break'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {oasdiff: [api-version-not-bumped]}
package bdma.rest.breaking_version_same

deny contains {"at": input.comparison.at, "version": input.comparison.version, "breaks": input.comparison.breaks} if {
	input.comparison.step == "none"
	input.comparison.breaks > 0
}
