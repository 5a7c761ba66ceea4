# METADATA
# title: Every operation is secured or declared public
# description: >-
#   An operation without a security requirement is open to everybody, on purpose or by oversight, and the document does
#   not tell which. An empty list says that it is on purpose.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: warning
#   message: '{subject} says nothing of security: it is open to everybody, or the document is wrong'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-write-restricted", "owasp:api2:2023-read-restricted"]
#     vacuum: [owasp-protection-global-unsafe, owasp-protection-global-unsafe-strict, owasp-protection-global-safe]
#     redocly: [security-defined]
#     zalando: ["104"]
#     speakeasy: [owasp-protection-global-unsafe, owasp-protection-global-unsafe-strict, owasp-protection-global-safe]
#     kics: [global_security_field_undefined, no_global_and_operation_security_defined, security_definitions_undefined_or_empty, security_scheme_undefined]
package bdma.rest.operation_security

deny contains {
	"at": operation.at, "subject": operation.label,
	"fix": "name a security scheme under security, here or at the top for all operations, or write security: [] if everybody may call it",
} if {
	input.document.uses_security
	not forgotten
	some operation in input.operations
	operation.kind == "path"
	operation.security == "none"
}

# One finding, not one per operation: security was never thought of here.
deny contains {
	"at": input.document.at, "subject": "the API",
	"fix": fix,
} if {
	not input.document.uses_security
	count(input.paths) > 0
	schemes := {true: "securityDefinitions", false: "components.securitySchemes"}[input.document.version == "2.0"]
	fix := sprintf("declare %s and a security list, or write security: [] if everybody may call it", [schemes])
}

# Where security is the exception, the list of the document is what is missing, and not one in each operation.
deny contains {
	"at": input.document.at, "subject": "most of the API",
	"fix": "write the list of security that holds for most operations at the top of the document, and security: [] in those that everybody may call",
} if {
	input.document.uses_security
	forgotten
}

forgotten if {
	input.document.without_security > 4
	input.document.without_security * 2 > input.document.path_operations
}
