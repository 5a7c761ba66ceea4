# METADATA
# title: Paths name things, not actions
# description: >-
#   The HTTP method says what is done, and caches, gateways and retries rely on it. A verb in the path says it a second
#   time, often differently, and every action needs a path of its own that clients must know.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#141
#   - https://google.aip.dev/136
# custom:
#   severity: warning
#   message: 'path segment "{segment}" says "{verb}", which is what the method {method} is for, in {where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming, paths]
#   context: [at, where]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [no-http-verbs-in-path]
#     redocly: [no-http-verbs-in-paths]
#     zalando: ["138", "141"]
#     speakeasy: [style-no-verbs-in-path]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Segments that are right as they are.
package bdma.rest.path_no_verb

deny contains {
	"at": segment.at, "segment": segment.name, "where": segment.where,
	"verb": segment.verb, "method": segment.verb_method, "fix": fix,
} if {
	some segment in input.path_segments
	segment.verb
	not segment.name in data.settings.allow
	fix := instead(segment)
}

instead(segment) := sprintf("name the thing: %s on a path with \"%s\" in its place", [segment.verb_method, segment.noun]) if segment.noun

instead(segment) := sprintf("leave it out, and use %s on the path before it", [segment.verb_method]) if not segment.noun
