# METADATA
# title: Declared scopes are required somewhere
# description: >-
#   Users are asked to grant the scopes that a scheme declares. One that no operation requires grants nothing, or an
#   operation has forgotten to require it and is open to every token.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
# custom:
#   severity: info
#   message: 'no operation requires the scope "{scope}" of {scheme}'
#   fix: 'require it where it is meant, or remove it'
#   standard: rest/security
#   tags: [security, oauth]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.scope_used

deny contains {"at": scope.at, "scheme": scope.scheme, "scope": scope.name} if {
	some scope in input.scopes
	not scope.is_used
	scope.scheme in asked
}

# Where nothing asks for any scope, rest/scope-required says so once.
asked contains scheme.name if {
	some scheme in input.security_schemes
	scheme.asks_for_scopes
}
