# METADATA
# title: Deprecated operations say until when
# description: >-
#   Callers of a deprecated operation must plan their move. A Sunset header tells their programs when it ends, and a
#   Deprecation header since when it is on its way out.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
#   - https://www.rfc-editor.org/rfc/rfc9745
#   - https://opensource.zalando.com/restful-api-guidelines/#189
# custom:
#   severity: warning
#   message: '{subject} until when it works'
#   fix: '{fix}'
#   standard: rest/compatibility
#   tags: [versioning]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["189"]
package bdma.rest.sunset_documented

deny contains {
	"at": operation.at, "subject": subject,
	"fix": "add the header Sunset to its responses, or x-sunset with the date",
} if {
	input.api.sunset == "most"
	some operation in input.operations
	operation.is_deprecated
	operation.kind == "path"
	not operation.has_sunset
	subject := sprintf("%s is deprecated and does not say", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {
	"at": input.document.at, "subject": subject,
	"fix": "add the header Sunset to the responses of deprecated operations, or x-sunset with the date",
} if {
	subject := subjects[input.api.sunset]
}

subjects := {"none": "no deprecated operation says", "some": "few deprecated operations say"}
