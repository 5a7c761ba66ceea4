# METADATA
# title: Bearer tokens say their format
# description: >-
#   Whoever writes a client or a gateway wants to know whether the token can be looked into: a JWT carries claims and
#   an end, an opaque one must be asked about.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
# custom:
#   severity: info
#   message: '{scheme} does not say of what format its tokens are'
#   fix: 'add bearerFormat, such as JWT or opaque'
#   standard: rest/security
#   tags: [documentation, security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
package bdma.rest.bearer_format

deny contains {"at": scheme.at, "scheme": scheme.name} if {
	some scheme in input.security_schemes
	scheme.type == "http"
	scheme.scheme == "bearer"
	not scheme.bearer_format
}
