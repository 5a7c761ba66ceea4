# METADATA
# title: References stay in the repository
# description: >-
#   A document that needs the network to be read means something else when a stranger changes a file, and nothing
#   when the server is away. bdma makes no connections, so that what stands there is not judged.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#reference-object
#   - https://opensource.zalando.com/restful-api-guidelines/#234
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [references]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {zalando: ["234"]}
package bdma.rest.remote_reference

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "remote-reference"
}
