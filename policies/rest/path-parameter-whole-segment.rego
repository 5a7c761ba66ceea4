# METADATA
# title: A path parameter is a whole segment
# description: >-
#   Many routers and gateways only know parameters between two slashes. With further text in the segment they refuse the path, or hand the
#   text over as a part of the value.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-templating
#   - https://cloud.google.com/endpoints/docs/openapi/openapi-limitations
# custom:
#   severity: info
#   message: 'the segment "{segment}" of "{path}" is more than a parameter, which many gateways cannot route'
#   fix: 'make each parameter a segment of its own'
#   standard: rest/gateway
#   tags: [naming, paths, parameters]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-valid-path-segments]
package bdma.rest.path_parameter_whole_segment

deny contains {"at": path.at, "path": path.path, "segment": path.partial_parameter} if {
	some path in input.paths
	path.partial_parameter
}
