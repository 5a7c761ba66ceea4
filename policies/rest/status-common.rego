# METADATA
# title: Only common status codes are used
# description: >-
#   Clients know a dozen statuses. For a rare one they need code of their own, and most will treat it like the x00 of
#   its class. The list is that of the Zalando guidelines.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#150
# custom:
#   severity: info
#   message: '{operation} answers {status}, which few clients know'
#   fix: 'use a common status of the same class'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["150", "220"]
#     ibm: [ibm-response-status-codes]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string, pattern: "^[1-5][0-9][0-9]$"}
#         default: ["200", "201", "202", "204", "207", "400", "401", "403", "404", "405", "406", "409", "410", "411", "412", "415", "423", "428", "429", "431", "500", "501", "502", "503", "504", "507"]
#         description: The statuses that are common. Ranges, default and redirections are no matter of this rule.
package bdma.rest.status_common

deny contains {"at": use.at, "operation": use.operation, "status": row.status} if {
	some row in input.statuses
	row.is_registered
	row.class in {"1", "2", "4", "5"}
	not endswith(row.status, "XX")
	not row.status in data.settings.allow
	some use in row.uses
}
