# METADATA
# title: Every server says who may call it
# description: >-
#   An internal server that gets to be listed in a public document is an invitation. With x-internal, or x-audience,
#   portals and gateways know which servers to show to whom.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/
# custom:
#   severity: info
#   message: '{subject} who may call it'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [servers, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api9:2023-inventory-access"]
package bdma.rest.server_audience

deny contains {"at": server.at, "subject": subject, "fix": "add x-internal: true or false"} if {
	some server in input.servers
	server.level == "document"
	not server.names_audience
	told
	subject := sprintf("the server %s does not say", [server.url])
}

# One finding, not one per server: nobody has thought of it here.
deny contains {"at": input.document.at, "subject": "no server says", "fix": "add x-internal: true or false to each server"} if {
	input.document.has_servers
	not told
}

told if {
	some server in input.servers
	server.names_audience
}
