# METADATA
# title: A path and its parameters agree
# description: >-
#   A name in the braces of a path that no parameter declares has no type, and generators leave it out or stop. One
#   that is declared but is not in the path can never be sent.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-templating
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity, paths, parameters]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {spectral: [path-params, path-declarations-must-exist], vacuum: [path-params, path-declarations-must-exist], redocly: [path-parameters-defined, path-params-defined, path-declaration-must-exist], zalando: ["Z001"], speakeasy: [semantic-path-params, semantic-path-declarations], kics: [path_parameter_with_no_corresponding_template_path, template_path_parameter_with_no_corresponding_path_parameter, path_parameter_not_required, path_template_empty]}
package bdma.rest.path_parameter_declared

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint, "edits": edits} if {
	some violation in input.violations
	violation.kind in {"path-parameter", "path-template"}
	edits := array.concat(
		[{"at": at, "value": true} | at := violation.required_at],
		[{"at": at, "beside": {"required": true}} | at := violation.in_at],
	)
}
