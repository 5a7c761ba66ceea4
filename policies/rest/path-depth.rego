# METADATA
# title: Paths are not nested deeply
# description: >-
#   Each level of nesting is an id that the caller must know and the server must check against the next one. What has an id of its own is mostly
#   better reached from the root.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#147
# custom:
#   severity: info
#   message: 'the path "{path}" has more than {max} levels below its first parameter'
#   fix: 'start from the innermost resource that has an id of its own: /lines/{{lineId}} instead of /customers/{{customerId}}/orders/{{orderId}}/lines/{{lineId}}'
#   standard: rest/naming
#   tags: [naming, paths]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["147"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max:
#         type: integer
#         minimum: 0
#         default: 3
#         description: The number of levels that may follow the first parameter of a path.
package bdma.rest.path_depth

deny contains {"at": path.at, "path": path.path, "max": max} if {
	some path in input.paths
	path.sub_resources > data.settings.max
	max := data.settings.max
}
