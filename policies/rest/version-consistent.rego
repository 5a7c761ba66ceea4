# METADATA
# title: The API states its version in one way
# description: >-
#   With a version in the path and another in a header nobody can tell which one decides, and v1 beside v1.0 makes
#   people try both.
# related_resources:
#   - https://google.aip.dev/185
# custom:
#   severity: warning
#   message: 'the API states its version {other}, and also {here} ({version}): callers cannot tell which one decides'
#   fix: 'state it in one place and one form'
#   standard: rest/compatibility
#   tags: [versioning]
#   context: [at]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.version_consistent

deny contains {"at": version.at, "other": version.differs, "here": places[version.place], "version": version.version} if {
	some version in input.api_versions
	version.differs
}

places := {
	"server": "in the URL of a server", "path": "in a path", "header": "in a header", "query": "in a query parameter",
	"media-type": "in a media type",
}
