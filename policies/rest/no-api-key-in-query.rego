# METADATA
# title: API keys are not sent in the query
# description: >-
#   A URL ends up in access logs, browser histories, referrers and error reports, and a key in its query with it.
# related_resources:
#   - https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: '{scheme} sends the API key in the query, as {parameter}, where it ends up in logs'
#   fix: 'send it in a header: in: header'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-no-api-keys-in-url"]
#     vacuum: [owasp-no-api-keys-in-url]
#     speakeasy: [owasp-no-api-keys-in-url]
#     kics: [api_key_exposed_in_global_security, api_key_exposed_in_operation_security, api_key_exposed_in_global_security_scheme]
package bdma.rest.no_api_key_in_query

deny contains {"at": scheme.at, "scheme": scheme.name, "parameter": scheme.parameter_name} if {
	some scheme in input.security_schemes
	scheme.type == "apiKey"
	scheme["in"] == "query"
}
