# METADATA
# title: The document names a server
# description: >-
#   Without a server the API is wherever the document happens to be served, which is nowhere for a file in a
#   repository. Clients, consoles and mocks need an address.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: warning
#   message: 'the document does not say where the API is served'
#   fix: 'add servers with the URL of each environment'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-api-servers, oas2-api-host, oas2-api-schemes]
#     vacuum: [oas3-api-servers, oas2-api-host, oas2-api-schemes]
#     redocly: [no-empty-servers]
#     speakeasy: [style-oas3-api-servers]
#     kics: [servers_undefined]
package bdma.rest.server_present

deny contains {"at": input.document.at} if {
	input.api.path_operations > 0
	count(input.servers) == 0
}
