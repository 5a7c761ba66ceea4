# METADATA
# title: There is no version in paths
# description: >-
#   A version in the URL gives the same resource two names: links, bookmarks and stored references break with every
#   version, and clients must be changed before they may use the next one. A media type with a version lets both live
#   side by side.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#115
#   - https://opensource.zalando.com/restful-api-guidelines/#114
# custom:
#   severity: warning
#   message: 'the version "{version}" is in {where}'
#   fix: 'version the media type: application/x.resource+json;version=2'
#   standard: rest/compatibility
#   tags: [versioning]
#   context: [at, where]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["113", "114", "115"]
package bdma.rest.no_version_in_path

deny contains {"at": version.at, "version": version.version, "where": where} if {
	some version in input.api_versions
	version.place == "path"
	where := sprintf("the path %s", [version.where])
}

deny contains {"at": version.at, "version": version.version, "where": where} if {
	some version in input.api_versions
	version.place == "server"
	where := sprintf("the URL of the server %s", [version.where])
}
