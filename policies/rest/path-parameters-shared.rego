# METADATA
# title: Path parameters are declared once, on the path
# description: >-
#   A path parameter holds for every operation of its path. Declared again under each, it is described several times, and the descriptions
#   drift apart.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#path-item-object
# custom:
#   severity: info
#   message: 'the path parameter "{name}" is declared under each operation of "{path}" again'
#   fix: 'declare it once, in the parameters of the path'
#   standard: rest/documentation
#   tags: [naming]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-avoid-repeating-path-parameters]
package bdma.rest.path_parameters_shared

deny contains {"at": path.at, "path": path.path, "name": name} if {
	some path in input.paths
	some name in path.repeated_parameters
}
