# METADATA
# title: What is deprecated says until when it works
# description: >-
#   Clients that learn that something goes must know when, or they cannot plan, and will be surprised. Whether every
#   deprecation needs its date at once is a policy, so that only the preset all has this rule.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: warning
#   message: '{subject} is deprecated now and does not say until when it works: clients cannot plan their move'
#   fix: 'add x-sunset with a date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {oasdiff: [api-deprecated-sunset-missing, request-parameter-deprecated-sunset-missing, request-property-deprecated-sunset-missing, response-property-deprecated-sunset-missing]}
package bdma.rest.breaking_deprecated_without_sunset

deny contains {"at": c.at, "subject": c.subject} if {
	some c in input.changes
	c.kind == "deprecated"
	not c.sunset
	c.level in {"beta", "stable"}
	not c.in_new_major
	not c.is_unstable
}
