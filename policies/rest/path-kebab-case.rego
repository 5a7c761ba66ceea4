# METADATA
# title: Path segments are kebab-case
# description: >-
#   Paths are case-sensitive, and people type them: with one spelling for all segments nobody has to remember which path
#   has capitals and which has underscores. Each spelling is reported once, however many paths have it.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#129
# custom:
#   severity: warning
#   message: 'path segment "{segment}" is not kebab-case, in {where}'
#   fix: 'rename it to "{suggestion}"'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {recommended: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Segments that are right as they are, such as names that others have chosen.
package bdma.rest.path_kebab_case

deny contains {"at": segment.at, "segment": segment.name, "suggestion": segment.kebab, "where": segment.where} if {
	some segment in input.path_segments
	not segment.is_kebab
	not segment.name in data.settings.allow
}
