# METADATA
# title: Authorization servers are called over https
# description: >-
#   Codes, tokens and client secrets go to these addresses. Over http everybody on the way reads them, and OAuth
#   forbids it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc6749#section-3.1
#   - https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
# custom:
#   severity: error
#   message: 'the {field} of {scheme} is called over http, where secrets and tokens can be read on the way'
#   fix: 'write {https}'
#   standard: rest/security
#   tags: [security, oauth, owasp]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, owasp: 1, all: 1}
package bdma.rest.oauth_url_https

deny contains {"at": url.at, "scheme": url.scheme, "field": url.field, "https": url.https, "edits": [{"at": url.at, "value": url.https}]} if {
	some url in input.security_urls
	url.https
	not url.is_local
}
