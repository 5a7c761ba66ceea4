# METADATA
# title: HTTP authentication schemes are known and sound
# description: >-
#   Digest rests on MD5, Negotiate authenticates a connection and not a request, and the OAuth scheme is OAuth 1.0. A
#   name that IANA has not registered is understood by no library, and is often a misspelling.
# related_resources:
#   - https://www.iana.org/assignments/http-authschemes/http-authschemes.xhtml
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: '{scheme} uses the HTTP authentication scheme "{name}", {why}'
#   fix: 'use scheme: bearer, or a scheme of type oauth2 or openIdConnect'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-auth-insecure-schemes"]
#     vacuum: [owasp-auth-insecure-schemes]
#     speakeasy: [owasp-auth-insecure-schemes]
#     kics: [security_scheme_using_http_digest, security_scheme_using_http_negotiate, security_schemes_using_oauth, security_schemes_http_unknown_scheme]
package bdma.rest.no_insecure_scheme

deny contains {"at": scheme.at, "scheme": scheme.name, "name": scheme.scheme, "why": why} if {
	some scheme in input.security_schemes
	scheme.type == "http"
	why := unsound[scheme.scheme]
}

deny contains {"at": scheme.at, "scheme": scheme.name, "name": scheme.scheme, "why": "which IANA has not registered"} if {
	some scheme in input.security_schemes
	scheme.is_unregistered
}

unsound := {
	"digest": "which rests on hashes that are broken",
	"negotiate": "which authenticates a connection, not a request",
	"oauth": "which is OAuth 1.0",
}
