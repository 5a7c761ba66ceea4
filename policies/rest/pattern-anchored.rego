# METADATA
# title: Patterns match the whole value
# description: >-
#   A pattern matches when a part of the value does: [0-9]{5} accepts "x12345; DROP TABLE" as well. Anchors say that
#   the whole value must match.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-regular-expressions
# custom:
#   severity: warning
#   message: 'the pattern of {schema} is not anchored: a value that has a match anywhere in it is valid'
#   fix: 'begin it with ^ and end it with $, around (?:…) if it has alternatives'
#   standard: rest/security
#   tags: [schemas, security]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-anchored-patterns]
package bdma.rest.pattern_anchored

deny contains {"at": pattern.at, "schema": pattern.schema} if {
	some pattern in input.patterns
	not pattern.is_anchored
}
