# METADATA
# title: Every path has an operation
# description: >-
#   A path without an operation is left over from a removal, or was never finished. It stands in the documentation and answers nothing.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-item-object
# custom:
#   severity: info
#   message: 'the path "{path}" has no operation'
#   fix: 'add one, or remove the path'
#   standard: rest/documentation
#   tags: [naming, paths]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     kics: [path_without_operation]
package bdma.rest.path_has_operations

deny contains {"at": path.at, "path": path.path, "edits": edits} if {
	some path in input.paths
	path.is_empty
	edits := [{"at": path.at, "remove": true} | not path.is_referred]
}
