# METADATA
# title: What is deprecated says what to use instead
# description: >-
#   A deprecation without a way out is ignored until the day it breaks its callers. The description is where generated clients and
#   documentation take the advice from.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
#   - https://opensource.zalando.com/restful-api-guidelines/#187
# custom:
#   severity: warning
#   message: '{of} is deprecated, and its description does not say what to use instead'
#   fix: 'say in the description what to use instead, or why it goes and until when it works'
#   standard: rest/compatibility
#   tags: [documentation, versioning]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["187"]
package bdma.rest.deprecated_documented

deny contains {"at": deprecation.at, "of": deprecation.of} if {
	some deprecation in input.deprecations
	not deprecation.is_explained
}
