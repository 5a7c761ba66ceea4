# METADATA
# title: No URL matches two paths
# description: >-
#   Where two paths take the same URL and neither is more specific, the specification leaves it to each tool which one it is. Gateways, mock
#   servers and frameworks decide differently, by order or by chance.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-templating-matching
# custom:
#   severity: warning
#   message: 'the path "{path}" is ambiguous: {example} is also "{other}"'
#   fix: 'give one of the two a literal segment that sets it apart, or narrow the parameter by a format or an enum'
#   standard: rest/gateway
#   tags: [naming, paths]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [no-ambiguous-paths]
#     redocly: [no-ambiguous-paths]
#     ibm: [ibm-no-ambiguous-paths]
#     speakeasy: [semantic-no-ambiguous-paths]
#     kics: [path_ambiguous]
package bdma.rest.path_unambiguous

deny contains {"at": path.at, "related": [twin.at], "path": path.path, "other": twin.path, "example": twin.example} if {
	some path in input.paths
	twin := path.ambiguous
}
