# METADATA
# title: Servers have names, not addresses
# description: >-
#   An address in the document binds every client to one machine: it cannot be moved, balanced or given a certificate
#   that people would recognise.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: warning
#   message: 'the server {url} is an IP address, which cannot move'
#   fix: 'give the server a name in the DNS'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.server_no_ip

deny contains {"at": server.at, "url": server.url} if {
	some server in input.servers
	server.is_ip
}
