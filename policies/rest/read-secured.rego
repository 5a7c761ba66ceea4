# METADATA
# title: Operations that read are never public
# description: >-
#   An empty security list lets everybody read, which is right for a catalogue and wrong for an account. Health checks
#   and the steps by which callers get in are exempt; list what else is meant to be open.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
# custom:
#   severity: info
#   message: '{subject} is open to everybody'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-read-restricted"]
#     vacuum: [owasp-protection-global-safe]
#     speakeasy: [owasp-protection-global-safe]
#     kics: [security_empty_array, security_operations_empty_array]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       public-operations:
#         type: array
#         items: {type: string}
#         default: []
#         description: Operations that are meant to be open to everybody, as method and path, such as "POST /contact-forms".
package bdma.rest.read_secured

deny contains {
	"at": operation.security_at, "subject": operation.label,
	"fix": "require a security scheme, or list the operation under public-operations in bdma.yaml",
} if {
	some operation in input.operations
	operation.security == "public"
	operation.method in {"get", "head"}
	operation.kind == "path"
	not operation.is_sign_in
	not operation.is_health
	not operation.label in data.settings["public-operations"]
}

# One finding for all operations that inherit it.
deny contains {
	"at": input.api.security_at, "subject": "the API",
	"fix": "require a security scheme for all operations, and write security: [] at those that everybody may call",
} if {
	input.document.security == "public"
	some operation in input.operations
	operation.inherits_security
	operation.method in {"get", "head"}
	operation.kind == "path"
	not operation.is_sign_in
	not operation.is_health
	not operation.label in data.settings["public-operations"]
}
