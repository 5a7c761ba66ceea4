# METADATA
# title: Headers of one's own are few and agreed on
# description: >-
#   A header that is in no standard is lost on proxies, caches and tools, and its X- marks it as provisional for ever.
#   What belongs to the business belongs into the body or the URL.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#183
#   - https://www.rfc-editor.org/rfc/rfc6648
# custom:
#   severity: warning
#   message: 'the header {header} is in no standard and not agreed on'
#   fix: 'use a standard header, put the value into the body or the URL, or add the header to the option allow'
#   standard: rest/gateway
#   tags: [naming]
#   context: [at]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["183", "184"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: []
#         description: Further headers that the organisation has agreed on, in any case.
package bdma.rest.proprietary_header

deny contains {"at": places[0], "header": name} if {
	some name, places in input.names.header
	lowered := lower(name)
	startswith(lowered, "x-")
	not lowered in known
	not lowered in allowed
}

allowed contains lower(name) if {
	some name in data.settings.allow
}

# What the guidelines list in 183, and the headers of rate limits in 153.
known := {
	"x-flow-id", "x-tenant-id", "x-sales-channel", "x-frontend-type", "x-device-type", "x-device-os", "x-app-domain",
	"x-mobile-advertising-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset",
}
