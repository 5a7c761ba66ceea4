# METADATA
# title: Path segments are kebab-case
# description: >-
#   Paths are case-sensitive, and people type them: with one spelling for all segments nobody has to remember which path
#   has capitals and which has underscores. Each spelling is reported once, however many paths have it, and an API that is
#   mostly in another case once as a whole.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#129
# custom:
#   severity: warning
#   message: 'path segment "{segment}" is not {case}, in {where}'
#   fix: '{fix}'
#   standard: rest/naming
#   tags: [naming, paths]
#   context: [at, where]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [paths-kebab-case]
#     redocly: [paths-kebab-case]
#     ibm: [ibm-path-segment-casing-convention]
#     zalando: ["129"]
#     speakeasy: [style-paths-kebab-case]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       case:
#         type: string
#         enum: [kebab-case, snake_case, camelCase]
#         default: kebab-case
#         description: The case that segments are written in.
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Segments that are right as they are, such as names that others have chosen.
package bdma.rest.path_kebab_case

deny contains {
	"at": segment.at, "segment": segment.name, "case": case, "where": segment.where,
	"fix": fix, "edits": edits,
} if {
	some segment in input.path_segments
	case := data.settings.case
	instead := segment.in_case[case]
	not segment.name in data.settings.allow
	not segment.case in house
	fix := sprintf("rename it to \"%s\"", [instead])
	edits := [{"at": at, "replace": instead} | some at in segment.each_at]
}

# An API that is written in another case throughout hears of it once.
deny contains {"at": c.at, "segment": c.name, "case": case, "where": where, "fix": fix} if {
	some c in input.segment_cases
	c.case in house
	case := data.settings.case
	not c.name in data.settings.allow
	where := sprintf("%s; nor are most others, which are %s as well", [c.path, c.case])
	fix := sprintf("write \"%s\" from the next major version on, or set the option case if the API is %s for good", [c.in_case[case], c.case])
}

house contains c.case if {
	some c in input.segment_cases
	c.case != data.settings.case
	c.is_majority
	c.segments > 2
}
