# METADATA
# title: Paths have no trailing slash
# description: >-
#   /users and /users/ are two different paths. Servers and gateways redirect from one to the other, answer 404, or serve
#   both, and a redirected POST loses its body in many clients.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#136
# custom:
#   severity: warning
#   message: 'the path "{path}" ends with a slash'
#   fix: 'write "{trimmed}"'
#   standard: rest/naming
#   tags: [naming, paths]
#   mends: unsafe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     spectral: [path-keys-no-trailing-slash]
#     vacuum: [path-keys-no-trailing-slash]
#     redocly: [no-path-trailing-slash]
#     zalando: ["136"]
#     speakeasy: [style-path-trailing-slash]
package bdma.rest.path_no_trailing_slash

deny contains {"at": path.at, "path": path.path, "trimmed": path.trimmed, "edits": edits} if {
	some path in input.paths
	path.ends_with_slash
	edits := [{"at": path.at, "key": path.trimmed} |
		not path.is_referred
		not path.is_trimmed_taken
	]
}
