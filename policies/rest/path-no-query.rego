# METADATA
# title: Paths have no query and no fragment
# description: >-
#   What follows a question mark is not part of a path, and what follows a hash is never sent to the server. Generated clients and gateways
#   encode both or match nothing, so the operation cannot be reached as it is described.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-templating
#   - https://www.rfc-editor.org/rfc/rfc3986.html#section-3
# custom:
#   severity: error
#   message: 'the path "{path}" has a query or a fragment in it, so no request matches it'
#   fix: 'write "{instead}", and describe what follows as query parameters or as a part of the body'
#   standard: rest/naming
#   tags: [naming, paths]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [path-not-include-query]
#     vacuum: [path-not-include-query]
#     redocly: [path-not-include-query]
#     speakeasy: [semantic-path-query]
package bdma.rest.path_no_query

deny contains {"at": path.at, "path": path.path, "instead": path.without_query} if {
	some path in input.paths
	path.without_query
}
