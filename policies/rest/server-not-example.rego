# METADATA
# title: Servers are not examples
# description: >-
#   The names example.com and the like are set apart for documentation: nothing answers there. It is what a template
#   has left behind.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc2606#section-3
# custom:
#   severity: warning
#   message: 'the server {url} is an example, where nothing answers'
#   fix: 'write the URL of the API'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-server-not-example.com, oas2-host-not-example]
#     vacuum: [oas3-host-not-example, oas2-host-not-example]
#     redocly: [no-server-example.com]
#     speakeasy: [style-oas3-host-not-example]
package bdma.rest.server_not_example

deny contains {"at": server.at, "url": server.url} if {
	some server in input.servers
	server.is_example
}
