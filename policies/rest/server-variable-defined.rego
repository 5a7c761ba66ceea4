# METADATA
# title: Variables in server URLs are defined
# description: >-
#   A client cannot know what to put in the place of a variable without a definition, and calls a server with braces
#   in its name.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-variable-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/gateway
#   tags: [validity, servers]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [oas3-server-variables], redocly: [no-undefined-server-variable], kics: [server_url_uses_undefined_variables]}
package bdma.rest.server_variable_defined

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "server-variable"
}
