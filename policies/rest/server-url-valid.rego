# METADATA
# title: Server URLs are URLs
# description: >-
#   Clients append paths to the URL. One without its scheme is taken as a path of the site that shows the document,
#   and one with a space is called nowhere.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
#   - https://www.rfc-editor.org/rfc/rfc3986#section-4.2
# custom:
#   severity: error
#   message: 'the server "{url}" cannot be called: {problem}'
#   fix: '{remedy}'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     zalando: ["M008"]
#     kics: [host_with_invalid_pattern, basepath_with_wrong_format, server_url_not_absolute]
package bdma.rest.server_url_valid

deny contains {"at": server.at, "url": server.url, "problem": server.problem, "remedy": server.remedy} if {
	some server in input.servers
	server.problem
}
