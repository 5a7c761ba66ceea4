# METADATA
# title: Administrators' paths have security of their own
# description: >-
#   When ordinary and administrative operations take the same token, one forgotten check of a role in the code makes
#   every user an administrator. A scope or scheme of its own is checked before the code runs.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/
# custom:
#   severity: warning
#   message: '{operation} is an administrator''s operation and takes the same security as {other}'
#   fix: 'require a scope or a scheme that only administrators have'
#   standard: rest/security
#   tags: [security, owasp]
#   context: [other]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api5:2023-admin-security-unique"]
package bdma.rest.admin_security

deny contains {"at": operation.at, "operation": operation.label, "other": operation.shares_security} if {
	some operation in input.operations
	operation.shares_security
}
