# METADATA
# title: Parameters that take URLs say which
# description: >-
#   A server that calls the address it is given can be made to call its own network, and one that redirects to it to
#   send people to a trap. A pattern or an enum says which addresses are allowed.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa7-server-side-request-forgery/
# custom:
#   severity: info
#   message: 'the {in} parameter "{parameter}" takes any URL, also one inside of the network'
#   fix: 'add a pattern or an enum with the addresses that are allowed, and check it on the server'
#   standard: rest/security
#   tags: [parameters, security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api7:2023-concerning-url-parameter"]
package bdma.rest.url_parameter

deny contains {"at": parameter.at, "parameter": parameter.name, "in": parameter["in"]} if {
	some parameter in input.sensitive_parameters
	parameter.kind == "any-url"
}
