# METADATA
# title: Operations that change something require a scope
# description: >-
#   Without a scope every token will do, also one that was issued to read a calendar. A scope limits what a stolen
#   token or a curious client can do.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#105
#   - https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/
# custom:
#   severity: warning
#   message: '{subject}: every token of {scheme} may change things'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [security, oauth]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["105"]
package bdma.rest.scope_required

deny contains {"at": requirement.at, "scheme": requirement.scheme, "subject": subject, "fix": fix} if {
	some requirement in input.security_requirements
	requirement.scheme_type == "oauth2"
	requirement.writes
	count(requirement.scopes) == 0
	requirement.scheme in asked
	subject := sprintf("%s requires no scope", [requirement.where])
	fix := sprintf("name the scope that it takes: %s: [resource.write]", [requirement.scheme])
}

# One finding, not one per operation: scopes were never thought of here.
deny contains {
	"at": scheme.at, "scheme": scheme.name, "subject": "no operation requires a scope",
	"fix": "declare scopes in its flows, and name them in the security of the operations",
} if {
	some scheme in input.security_schemes
	scheme.type == "oauth2"
	scheme.guards_writes
	not scheme.asks_for_scopes
}

asked contains scheme.name if {
	some scheme in input.security_schemes
	scheme.asks_for_scopes
}
