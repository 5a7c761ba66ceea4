# METADATA
# title: Required scopes are declared
# description: >-
#   A scope that no flow of its scheme declares cannot be asked for: clients that are generated from the document get
#   a token without it, and every call fails with 403.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
#   - https://opensource.zalando.com/restful-api-guidelines/#105
# custom:
#   severity: error
#   message: '{scheme} has no scope "{scope}", so no client can ask for it'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, oauth, owasp]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, owasp: 1, all: 1}
#   equivalents:
#     spectral: [oas3-operation-security-defined, oas2-operation-security-defined]
#     redocly: [security-scopes-defined]
#     ibm: [ibm-securityschemes]
#     zalando: ["105"]
#     kics: [undefined_security_scope_global_security, undefined_security_scope_security_operations, security_requirement_object_with_wrong_scopes]
package bdma.rest.scope_defined

deny contains {"at": scope.at, "scheme": scope.scheme, "scope": scope.name, "fix": fix} if {
	some scope in input.scopes
	not scope.is_declared
	scope.declares_scopes
	fix := sprintf("did you mean \"%s\"?", [scope.suggestion])
}

deny contains {
	"at": scope.at, "scheme": scope.scheme, "scope": scope.name,
	"fix": "add it to the scopes of the flows that grant it",
} if {
	some scope in input.scopes
	not scope.is_declared
	scope.declares_scopes
	not scope.suggestion
}
