# METADATA
# title: All servers have the same base path
# description: >-
#   What runs against the sandbox should run against production with another host and nothing else. Base paths that
#   differ break links, cookies, caches and rules of the gateway from one environment to the next.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-object
# custom:
#   severity: info
#   message: 'the server {url} has the base path "{path}", the first one "{other}"'
#   fix: 'serve the API under one base path in all environments'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.server_base_path_consistent

deny contains {"at": server.at, "url": server.url, "path": server.base_path, "other": server.other_base_path} if {
	some server in input.servers
	not server.base_path == server.other_base_path
}
