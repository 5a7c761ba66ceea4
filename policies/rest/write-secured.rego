# METADATA
# title: Operations that change something are never public
# description: >-
#   An empty security list lets everybody on the network create, change or delete. A step by which callers get in,
#   such as a login or a registration, must be open and is no matter of this rule, and neither is a POST that only asks,
#   such as one to /orders/search.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa2-broken-authentication/
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
# custom:
#   severity: warning
#   message: '{subject} is open to everybody, who may so change what others own'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api2:2023-write-restricted"]
#     vacuum: [owasp-protection-global-unsafe-strict]
#     speakeasy: [owasp-protection-global-unsafe-strict]
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
package bdma.rest.write_secured

deny contains {
	"at": operation.security_at, "subject": operation.label,
	"fix": "require a security scheme, or list the operation under public-operations in bdma.yaml",
} if {
	some operation in input.operations
	operation.security == "public"
	operation.method in {"post", "put", "patch", "delete"}
	operation.kind == "path"
	not operation.is_sign_in
	not operation.is_question
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
	operation.method in {"post", "put", "patch", "delete"}
	operation.kind == "path"
	not operation.is_sign_in
	not operation.is_question
	not operation.label in data.settings["public-operations"]
}
