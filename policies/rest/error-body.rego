# METADATA
# title: Errors have a body with a schema
# description: >-
#   The status tells what kind of error it is, the body tells a person what to do about it. Without a schema clients
#   cannot read it, so they show a number.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9457.html
# custom:
#   severity: info
#   message: '{response} says nothing about the body of the error'
#   fix: 'add content with the schema of the errors, best application/problem+json'
#   standard: rest/errors
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-error-response-schemas]
package bdma.rest.error_body

deny contains {"at": response.at, "response": response.label} if {
	some response in input.responses
	response.is_error
	not response.is_unknown
	count(response.media_types) == 0
}
