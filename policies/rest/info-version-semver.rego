# METADATA
# title: The version of the document is semantic
# description: >-
#   MAJOR.MINOR.PATCH tells readers and tools at a glance whether a change breaks callers, adds something, or mends a
#   text.
# related_resources:
#   - https://semver.org/
#   - https://opensource.zalando.com/restful-api-guidelines/#116
# custom:
#   severity: warning
#   message: 'the version "{version}" of the document is not MAJOR.MINOR.PATCH'
#   fix: 'write three numbers, such as 1.0.0'
#   standard: rest/compatibility
#   tags: [versioning]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["116"]
package bdma.rest.info_version_semver

deny contains {"at": input.api.version_at, "version": input.document.api_version, "edits": edits} if {
	input.document.api_version != ""
	not regex.match(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`, input.document.api_version)
	edits := [{"at": input.api.version_at, "value": version} | version := completed]
}

# What is short of a number or has a letter before it is meant so. Anything else is for its owner to say.
completed := concat("", [number, endings[count(split(number, "."))]]) if {
	number := trim_prefix(input.document.api_version, "v")
	regex.match(`^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){0,2}$`, number)
}

endings := {1: ".0.0", 2: ".0", 3: ""}
