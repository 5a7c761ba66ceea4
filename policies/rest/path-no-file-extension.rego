# METADATA
# title: Paths have no file extension
# description: >-
#   The media type of an answer is agreed on with Accept and Content-Type, and the language of a server is nobody's business. With
#   either in the path, every change of it is a new URL for the same thing.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-content-negotiation
# custom:
#   severity: warning
#   message: 'the path "{path}" ends with the extension ".{extension}"'
#   fix: 'leave the extension out, and name the media type in the content of the response'
#   standard: rest/naming
#   tags: [naming, paths]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: [openapi.json, openapi.yaml, swagger.json, swagger.yaml, jwks.json, manifest.json, sitemap.xml, index.html]
#         description: Last segments of paths that are files by nature.
package bdma.rest.path_no_file_extension

deny contains {"at": path.at, "path": path.path, "extension": path.extension} if {
	some path in input.paths
	path.extension
	not path.file_name in data.settings.allow
	not startswith(path.path, "/.well-known/")
}
