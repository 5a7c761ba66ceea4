# METADATA
# title: What all paths begin with belongs to the server
# description: >-
#   A prefix that every path repeats says nothing of any resource, and to change it every path must be edited. In the
#   URL of the server it stands once.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: info
#   message: 'every path begins with "{prefix}"'
#   fix: 'move "{prefix}" from the paths to the URL of the servers'
#   standard: rest/gateway
#   tags: [naming, servers]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     zalando: ["H001"]
package bdma.rest.base_path_in_server

deny contains {"at": input.document.at, "prefix": input.api.shared_prefix} if {
	input.api.shared_prefix
}
