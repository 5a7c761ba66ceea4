# METADATA
# title: Preconditions use ETags
# description: >-
#   If-Modified-Since and If-Unmodified-Since compare dates of one second: two changes within it are one. An ETag is
#   exact.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-if-modified-since
# custom:
#   severity: info
#   message: '{operation} takes {header}, which is exact to the second only'
#   fix: 'use If-None-Match or If-Match with an ETag'
#   standard: rest/status
#   tags: [http]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-no-if-modified-since-header, ibm-no-if-unmodified-since-header]
package bdma.rest.no_date_precondition

deny contains {"at": operation.at, "operation": operation.label, "header": header} if {
	some operation in input.operations
	some header in operation.preconditions
	header in {"If-Modified-Since", "If-Unmodified-Since"}
}
