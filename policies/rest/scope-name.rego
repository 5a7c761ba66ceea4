# METADATA
# title: Scopes are named by resource and access mode
# description: >-
#   Scopes of one form, such as orders.read and sales.orders.write, can be granted and audited without reading what
#   each API means by its own words. An API that has another form throughout hears of it once.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#225
# custom:
#   severity: warning
#   message: 'the scope "{scope}" of {scheme} does not say which resource may be read or written{others}'
#   fix: 'name it application.resource.read or resource.write, in lower case with hyphens'
#   standard: rest/security
#   tags: [naming, security, oauth]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["225"]
package bdma.rest.scope_name

deny contains {"at": scope.at, "scope": scope.name, "scheme": scope.scheme, "others": ""} if {
	some scope in input.scopes
	scope.is_declared
	not regex.match(`^(uid|[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?\.(read|write))$`, scope.name)
	scope.scheme in named
}

# An API with a form of its own hears of it once, at the first of its scopes.
deny contains {"at": scope.at, "scope": scope.name, "scheme": scope.scheme, "others": ", and neither does any other of its scopes"} if {
	some scope in input.scopes
	scope.is_first
	not scope.scheme in named
}

named contains scope.scheme if {
	some scope in input.scopes
	regex.match(`^([a-z][a-z0-9-]*\.)?[a-z][a-z0-9-]*\.(read|write)$`, scope.name)
}
