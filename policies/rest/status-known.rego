# METADATA
# title: Status codes are registered
# description: >-
#   Clients, proxies and dashboards treat a status that nobody registered as the x00 of its class: what is special about
#   it is lost. A status of the right class with a code in the body says more.
# related_resources:
#   - https://www.iana.org/assignments/http-status-codes/http-status-codes.xhtml
#   - https://opensource.zalando.com/restful-api-guidelines/#243
# custom:
#   severity: warning
#   message: '{operation} answers {status}, which is not a registered HTTP status'
#   fix: 'use a registered status of the same class, and tell the details in the body'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["243"]
#     kics: [responses_wrong_http_status_code]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string, pattern: "^[1-5][0-9][0-9]$"}
#         default: []
#         description: Statuses that are right though nobody registered them, such as those of a proxy in front.
package bdma.rest.status_known

deny contains {"at": use.at, "operation": use.operation, "status": row.status} if {
	some row in input.statuses
	not row.is_registered
	not row.status in data.settings.allow
	some use in row.uses
}
