# METADATA
# title: What can be changed can be read
# description: >-
#   A client that changes a resource must be able to see it first: to show it, to send it back whole with PUT, and to
#   find out whether a request that timed out was carried out.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-put
# custom:
#   severity: info
#   message: '{path} can be changed, but not read'
#   fix: 'add GET to {path}'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.item_readable

deny contains {"at": path.at, "path": path.path} if {
	some path in input.paths
	path.is_item
	some method in {"put", "patch"}
	method in path.methods
	not "get" in path.methods
}
