# METADATA
# title: What is created can be read
# description: >-
#   A client that has created something wants to show it, and to find out after a timeout whether it is there. For that
#   there is a GET of it, or of the collection that it is in.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-post
# custom:
#   severity: info
#   message: 'what {operation} creates cannot be read: there is no GET of it or of its collection'
#   fix: 'add GET to the path, or to the path of one such resource'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.created_readable

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "post"
	operation.kind == "path"
	operation.responses["201"]
	not operation.is_readable
}
