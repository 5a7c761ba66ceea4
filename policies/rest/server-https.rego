# METADATA
# title: Servers use https
# description: >-
#   Over http everybody on the way reads the tokens and the data, and may change them. Clients call the servers that the
#   document lists.
# related_resources:
#   - https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#https
# custom:
#   severity: error
#   message: 'the server {url} is called over http, where tokens and data can be read on the way'
#   fix: 'write {https}'
#   standard: rest/gateway
#   tags: [servers, security, owasp]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api8:2023-no-server-http", "owasp:api8:2023-no-scheme-http"]
#     vacuum: [owasp-security-hosts-https-oas3]
#     speakeasy: [owasp-security-hosts-https-oas3]
#     kics: [global_schemes_uses_http, schemes_uses_http copy, path_scheme_accepts_http, global_server_uses_http, path_server_uses_http]
package bdma.rest.server_https

deny contains {"at": server.at, "url": server.url, "https": server.https, "edits": edits} if {
	some server in input.servers
	server.scheme == "http"
	not server.is_local
	edits := [{"at": server.at, "value": server.https} |
		input.document.version != "2.0"
		startswith(server.url, "http:")
	]
}
