# METADATA
# title: Paths have no empty segment
# description: >-
#   A double slash in a path is mostly left over from joining two parts. Some servers and proxies merge it, others answer 404, so that the
#   path works in one environment and fails in the next.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#136
# custom:
#   severity: warning
#   message: 'the path "{path}" has an empty segment, which proxies may remove'
#   fix: 'write "{instead}"'
#   standard: rest/naming
#   tags: [naming, paths]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["136"]
package bdma.rest.path_no_empty_segment

deny contains {"at": path.at, "path": path.path, "instead": path.single_slashes, "edits": edits} if {
	some path in input.paths
	path.single_slashes
	edits := [{"at": path.at, "key": path.single_slashes} |
		not path.is_referred
		not path.is_trimmed_taken
	]
}
