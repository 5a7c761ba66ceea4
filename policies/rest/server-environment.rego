# METADATA
# title: Every server says which environment it is
# description: >-
#   Old versions and test systems that nobody lists are where attackers look first. A server whose environment is
#   named can be watched, and nobody tests on production by mistake.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/
# custom:
#   severity: info
#   message: 'the server {url} does not say which environment it is'
#   fix: 'add a description, such as "production" or "sandbox"'
#   standard: rest/gateway
#   tags: [servers, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api9:2023-inventory-environment"]
package bdma.rest.server_environment

deny contains {"at": server.at, "url": server.url} if {
	some server in input.servers
	server.level == "document"
	not server.names_environment
}
