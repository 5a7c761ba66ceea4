# METADATA
# title: Batches answer 207
# description: >-
#   Of a batch some parts succeed and some fail. One status for all hides that; 207 with a status for each part says
#   which to send again.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#152
#   - https://www.rfc-editor.org/rfc/rfc4918.html#section-13
# custom:
#   severity: info
#   message: '{operation} is a batch, but has one status for all of its parts'
#   fix: 'add the response "207" with a status for each part'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["152"]
package bdma.rest.batch_207

deny contains {"at": operation.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "post"
	not operation.responses["207"]
	not operation.responses_unknown
	regex.match(`(?i)(^|[/:_-])(batch|bulk)([/:_-]|$)`, operation.path)
}
