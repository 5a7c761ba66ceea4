# METADATA
# title: Servers are in the domains of the organisation
# description: >-
#   Certificates, firewalls and cookies trust the domains that an organisation owns and names by a rule. A server
#   elsewhere is a forgotten trial, or somebody else's.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#224
# custom:
#   severity: warning
#   message: 'the server {url} is in none of the domains {domains}'
#   fix: 'serve the API under a name in one of them, or add the domain to the option domains'
#   standard: rest/gateway
#   tags: [naming, servers]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["224"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       domains:
#         type: array
#         items: {type: string}
#         default: []
#         description: The domains in which servers may be, such as "api.example.com". An empty list allows all.
package bdma.rest.server_hostname

deny contains {"at": server.at, "url": server.url, "domains": domains} if {
	count(data.settings.domains) > 0
	some server in input.servers
	server.host != ""
	not server.is_local
	not strings.any_suffix_match(sprintf(".%s", [server.host]), suffixes)
	domains := concat(", ", data.settings.domains)
}

suffixes contains sprintf(".%s", [domain]) if {
	some domain in data.settings.domains
}
