# METADATA
# title: Collections are named in the plural
# description: >-
#   With plurals a path reads like what it is, /orders/17 is number 17 of the orders, and nobody has to try out whether this API says /order or
#   /orders. Each name is reported once, however many paths have it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#134
#   - https://google.aip.dev/122
# custom:
#   severity: warning
#   message: 'the path segment "{segment}" names a collection in the singular, in {path}'
#   fix: 'name it "{plural}"; if there is only ever one, drop the parameter after it'
#   standard: rest/naming
#   tags: [naming, paths]
#   context: [at, path]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     redocly: [path-segment-plural]
#     zalando: ["134"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Segments that are right as they are, such as words without a plural.
package bdma.rest.path_plural

deny contains {"at": segment.collection_at, "segment": segment.name, "path": segment.collection_path, "plural": segment.plural} if {
	some segment in input.path_segments
	segment.plural
	not segment.name in data.settings.allow
}
