# METADATA
# title: Path parameters have a name between them
# description: >-
#   In /regions/{region}/buckets/{bucket} each parameter follows the name of what it picks from. Two in a row tell neither people nor gateways what
#   the second is, and leave no URL for the collection between them.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#143
# custom:
#   severity: info
#   message: 'the path "{path}" has two parameters in a row, {parameters}'
#   fix: 'write the name of a collection between the two, or make one of them a query parameter'
#   standard: rest/naming
#   tags: [naming, paths, parameters]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-consecutive-path-parameter-segments]
#     zalando: ["143"]
package bdma.rest.path_no_consecutive_parameters

deny contains {"at": path.at, "path": path.path, "parameters": path.consecutive_parameters} if {
	some path in input.paths
	path.consecutive_parameters
}
