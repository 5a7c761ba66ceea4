# METADATA
# title: Patterns are regular expressions of JavaScript
# description: >-
#   JSON Schema takes the regular expressions of ECMA-262, which is JavaScript. A validator throws at any other, or matches
#   something else than its author thought.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-regular-expressions
#   - https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Regular_expressions
# custom:
#   severity: error
#   message: 'the pattern "{pattern}" cannot work: {problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [json-schema-patterns-valid]
package bdma.rest.pattern_valid

deny contains {"at": pattern.at, "pattern": pattern.pattern, "problem": pattern.problem, "hint": pattern.hint} if {
	some pattern in input.invalid_patterns
}
