# METADATA
# title: Compatibility can be judged
# description: >-
#   What a change breaks is known only by what there was before. Where that cannot be read a change breaks clients and nobody hears of
#   it.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#openapi-document
# custom:
#   severity: warning
#   message: 'whether this breaks clients was not judged: {reason}'
#   fix: 'mend it where it was, in a change of its own that comes first; or compare with an older state that can be read'
#   context: [reason]
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_not_judged

deny contains {"at": input.comparison.at, "reason": reason} if {
	reason := input.comparison.unjudged
}
