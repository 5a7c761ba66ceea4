# METADATA
# title: No path is declared twice
# description: >-
#   Paths that differ in the names of their parameters only are one route: a server answers with one of the two, and
#   the specification forbids the pair.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#paths-object
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/gateway
#   tags: [validity, paths]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [path-params], vacuum: [duplicate-paths], redocly: [no-identical-paths]}
package bdma.rest.path_unique

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind == "duplicate-path"
}
