# METADATA
# title: Paths do not begin with /api
# description: >-
#   That it is an API the host says, or the media type. The prefix is mostly where one server happens to be mounted, and clients should not
#   have to know it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#135
# custom:
#   severity: info
#   message: 'the {what} "{name}" begins with "api", which says nothing that callers do not know'
#   fix: 'leave the segment out, and let the gateway map it where the service needs it'
#   standard: rest/naming
#   tags: [naming, paths]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["135"]
package bdma.rest.path_no_api_prefix

deny contains {"at": path.at, "what": "path", "name": path.path} if {
	some path in input.paths
	path.is_first_below_api
}

deny contains {"at": server.at, "what": "path of the server", "name": server.url} if {
	some server in input.servers
	server.begins_with_api
	server.level == "document"
	not server.is_local
}
