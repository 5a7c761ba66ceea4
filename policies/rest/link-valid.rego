# METADATA
# title: Addresses are well formed
# description: >-
#   Contact, license, documentation and token addresses are what people click and what clients call. A malformed one
#   leads nowhere, and some readers refuse the whole document for it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#contact-object
#   - https://www.rfc-editor.org/rfc/rfc3986
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, documentation]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {kics: [invalid_contact_email, invalid_contact_url, invalid_license_url, invalid_global_external_documentation_url, invalid_operation_external_documentation_url, invalid_schema_external_documentation_url, invalid_tag_external_documentation_url, invalid_oauth2_token_url, invalid_oauth_authorization_url]}
package bdma.rest.link_valid

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "url"
}
