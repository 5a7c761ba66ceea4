# METADATA
# title: Security is required, or it is not
# description: >-
#   An empty requirement beside others lets callers in without any. Servers that accept both tend to check neither
#   well, and callers whose token has expired get an anonymous answer instead of a 401.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: '{subject} may be called without the security that it names'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     kics: [security_empty_object_definition, security_operations_empty_object_definition]
package bdma.rest.no_optional_security

deny contains {
	"at": operation.security_at, "subject": operation.label,
	"fix": "remove {} from the list, or write security: [] if everybody may call it",
} if {
	some operation in input.operations
	operation.security == "optional"
	operation.kind == "path"
}

# One finding for all operations that inherit it.
deny contains {
	"at": input.api.security_at, "subject": "every operation",
	"fix": "remove {} from the list, and write security: [] at the operations that everybody may call",
} if {
	input.document.security == "optional"
}
