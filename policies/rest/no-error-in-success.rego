# METADATA
# title: A success does not carry an error
# description: >-
#   Clients, retries, caches and monitoring look at the status. An error under a 2xx is counted as a success, cached,
#   and never tried again.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-status-codes
# custom:
#   severity: warning
#   message: '{response} is a success with the body of an error'
#   fix: 'answer errors with a 4xx or 5xx status'
#   standard: rest/status
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.no_error_in_success

deny contains {"at": response.at, "response": response.label} if {
	some response in input.responses
	response.has_error_body
}
