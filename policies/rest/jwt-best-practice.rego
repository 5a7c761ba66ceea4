# METADATA
# title: Schemes with JSON Web Tokens follow RFC 8725
# description: >-
#   A JWT is only as safe as its check: algorithm "none", keys of the wrong kind and tokens for another audience have
#   let many attackers in. RFC 8725 lists what to check, and a scheme that names it tells its implementers.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8725
# custom:
#   severity: info
#   message: '{scheme} uses JSON Web Tokens and does not say that RFC 8725 is followed'
#   fix: 'follow RFC 8725, and say so in the description'
#   standard: rest/security
#   tags: [security, owasp, jwt]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-jwt-best-practices"]
#     vacuum: [owasp-jwt-best-practices]
#     speakeasy: [owasp-jwt-best-practices]
package bdma.rest.jwt_best_practice

deny contains {"at": scheme.at, "scheme": scheme.name} if {
	some scheme in input.security_schemes
	scheme.is_jwt
	not scheme.mentions_rfc8725
}
