# METADATA
# title: Preconditions can be met
# description: >-
#   If-Match asks whether the resource is still the one that the client has read. For that a GET must return its ETag,
#   and the operation must say 412 when it is not.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-if-match
#   - https://opensource.zalando.com/restful-api-guidelines/#182
# custom:
#   severity: warning
#   message: '{operation} takes {header}, but {problem}'
#   fix: '{fix}'
#   standard: rest/status
#   tags: [http]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     ibm: [ibm-etag-header, ibm-precondition-headers]
#     zalando: ["182"]
package bdma.rest.etag_precondition

deny contains {"at": operation.at, "operation": operation.label, "header": header, "problem": problem, "fix": fix} if {
	some operation in input.operations
	some header in operation.preconditions
	header in {"If-Match", "If-None-Match"}
	operation.kind == "path"
	not operation.has_etag
	problem := "no GET of the same path returns an ETag"
	fix := "add the header ETag to the response of GET"
}

deny contains {"at": operation.at, "operation": operation.label, "header": header, "problem": problem, "fix": fix} if {
	some operation in input.operations
	some header in operation.preconditions
	header == "If-Match"
	not operation.responses["412"]
	not operation.responses["4XX"]
	not operation.has_default
	problem := "does not say what happens when it does not hold"
	fix := "add the response \"412\""
}
