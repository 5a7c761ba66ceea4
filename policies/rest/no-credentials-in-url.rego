# METADATA
# title: Credentials are not sent in the URL
# description: >-
#   A URL ends up in access logs, browser histories, referrers and error reports, and a password or token in it with
#   it.
# related_resources:
#   - https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: 'the {in} parameter "{parameter}" is a credential, and URLs end up in logs'
#   fix: 'send it in a header or in the body'
#   standard: rest/security
#   tags: [security, privacy, owasp]
#   context: [at]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-no-credentials-in-url"]
#     vacuum: [owasp-no-credentials-in-url]
#     speakeasy: [owasp-no-credentials-in-url]
package bdma.rest.no_credentials_in_url

deny contains {"at": parameter.at, "parameter": parameter.name, "in": place} if {
	some parameter in input.sensitive_parameters
	parameter.kind == "credential"
	place := parameter["in"]
	place in {"path", "query"}
}
