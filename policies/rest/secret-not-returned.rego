# METADATA
# title: Secrets are not returned
# description: >-
#   A password or key that is sent back ends up in caches, logs and browsers, and everybody who may read the resource
#   may act as its owner. A schema that serves requests and responses alike marks it as writeOnly.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
#   - https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/
# custom:
#   severity: warning
#   message: 'the property "{property}" is returned by {operation}, and whoever has it gets in'
#   fix: 'mark it as writeOnly: true, or leave it out of the schema of responses'
#   standard: rest/security
#   tags: [security, privacy]
#   context: [operation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.secret_not_returned

deny contains {"at": property.at, "property": property.name, "operation": property.returned_by} if {
	some property in input.credential_properties
	property.returned_by
	not property.is_write_only
}
