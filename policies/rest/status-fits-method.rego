# METADATA
# title: Statuses fit the method
# description: >-
#   A status says what the method did. A read that answers 201 Created says that it made something, so that clients,
#   caches and retries take it for what it is not.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-successful-2xx
#   - https://opensource.zalando.com/restful-api-guidelines/#150
# custom:
#   severity: warning
#   message: '{operation} answers {status}: {problem}'
#   fix: '{fix}'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["149", "150"]
#     ibm: [ibm-response-status-codes]
package bdma.rest.status_fits_method

deny contains {"at": use.at, "operation": use.operation, "status": row.status, "problem": problem, "fix": fix} if {
	some row in input.statuses
	row.status == "201"
	row.method in {"get", "head", "delete", "options", "trace"}
	row.kind == "path"
	some use in row.uses
	problem := sprintf("%s creates nothing", [upper(row.method)])
	fix := "write \"200\", or \"204\" without a body"
}

deny contains {"at": use.at, "operation": use.operation, "status": row.status, "problem": problem, "fix": fix} if {
	some row in input.statuses
	row.status == "304"
	row.method in {"post", "put", "patch", "delete"}
	row.kind == "path"
	some use in row.uses
	problem := "only a GET or HEAD can say that a copy is still good"
	fix := "write \"200\" or \"204\" when there was nothing to change, or \"412\" when a precondition failed"
}
