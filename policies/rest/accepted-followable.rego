# METADATA
# title: 202 says how to follow the work
# description: >-
#   After 202 the work goes on. A client that is told neither by a header nor by a body where to look can only wait, and
#   cannot find out that it failed.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-202-accepted
#   - https://opensource.zalando.com/restful-api-guidelines/#253
# custom:
#   severity: info
#   message: '{operation} answers 202 without saying where to follow the work'
#   fix: 'add the header Location with the address of the job, or a body that names it'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["253"]
package bdma.rest.accepted_followable

deny contains {"at": response.at, "operation": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	response := operation.responses["202"]
	not response.is_unknown
	count(response.media_types) == 0
	not tells(response)
}

tells(response) if {
	some header in response.headers
	header in {"location", "content-location", "operation-location", "link"}
}
