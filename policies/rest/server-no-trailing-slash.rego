# METADATA
# title: Server URLs do not end with a slash
# description: >-
#   Paths begin with a slash and are appended to the URL, so that clients call //payments, which many servers and
#   caches do not take for /payments.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#paths-object
# custom:
#   severity: warning
#   message: 'the server {url} ends with a slash, so that clients call {url}/…'
#   fix: 'write {trimmed}'
#   standard: rest/gateway
#   tags: [servers]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-server-trailing-slash, oas2-host-trailing-slash]
#     vacuum: [oas3-server-trailing-slash, oas2-host-trailing-slash]
#     redocly: [no-server-trailing-slash]
#     speakeasy: [style-oas3-host-trailing-slash]
package bdma.rest.server_no_trailing_slash

deny contains {"at": server.at, "url": server.url, "trimmed": server.trimmed, "edits": edits} if {
	some server in input.servers
	server.trimmed
	edits := [{"at": server.at, "value": server.trimmed} | input.document.version != "2.0"]
}
