# METADATA
# title: The first server is not a private one
# description: >-
#   Consoles, generated clients and mocks call the first server unless they are told otherwise. On a machine other
#   than the author's, localhost and private addresses lead nowhere, or to something else.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: warning
#   message: 'the first server, {url}, can be reached from the same machine or network only'
#   fix: 'list the public server first, and this one after it with a description'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.server_no_local

deny contains {"at": server.at, "url": server.url} if {
	some server in input.servers
	server.is_local
	server.is_first
	not server.takes_host
	server.level == "document"
}
