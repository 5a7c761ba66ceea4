# METADATA
# title: The size of a page is bounded
# description: >-
#   A limit without a maximum lets one client ask for everything at once, and take the service down with it. A default
#   tells what comes when nobody asks.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/
#   - https://opensource.zalando.com/restful-api-guidelines/#159
# custom:
#   severity: warning
#   message: 'the page size "{name}" {problem}'
#   fix: '{fix}'
#   standard: rest/collections
#   tags: [collections, owasp]
#   since: "0.1"
#   presets: {strict: 1, owasp: 1, all: 1}
#   equivalents:
#     zalando: ["159"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-limit:
#         type: integer
#         minimum: 1
#         default: 1000
#         description: The greatest maximum that a page size may have.
package bdma.rest.limit_bounded

deny contains {"at": limit.at, "name": limit.name, "problem": problem, "fix": fix} if {
	some limit in input.parameters
	limit.is_limit
	not limit.limit_maximum
	problem := "has no maximum, so that one call may ask for everything"
	fix := "add maximum to its schema"
}

deny contains {"at": limit.at, "name": limit.name, "problem": problem, "fix": fix} if {
	some limit in input.parameters
	limit.is_limit
	limit.limit_maximum > data.settings["max-limit"]
	problem := sprintf("goes up to %d", [limit.limit_maximum])
	fix := sprintf("lower maximum to %d or less", [data.settings["max-limit"]])
}

deny contains {"at": limit.at, "name": limit.name, "problem": problem, "fix": fix} if {
	some limit in input.parameters
	limit.is_limit
	limit.limit_maximum
	not limit.required
	not limit.limit_default
	problem := "has no default, so that nobody knows how much comes without it"
	fix := "add default to its schema"
}

deny contains {"at": limit.at, "name": limit.name, "problem": problem, "fix": fix} if {
	some limit in input.parameters
	limit.is_limit
	limit.limit_default > limit.limit_maximum
	problem := sprintf("is %d by default, which is more than its maximum of %d", [limit.limit_default, limit.limit_maximum])
	fix := "lower the default"
}
