# METADATA
# title: A status without content has no body
# description: >-
#   204, 205, 304 and the 1xx end after the headers. Clients throw a body away, and generated ones wait for an object
#   that never comes.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-204-no-content
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-304-not-modified
# custom:
#   severity: error
#   message: '{response} describes a body, but a response with {status} never has one'
#   fix: 'remove the content, or use a status that has some, such as "200"'
#   standard: rest/status
#   tags: [http, responses]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     kics: [response_operations_body_schema_incorrect_defined]
package bdma.rest.no_content_no_body

deny contains {"at": response.at, "response": response.label, "status": status} if {
	some response in input.responses
	count(response.media_types) > 0
	some status in response.statuses
	bodiless(status)
}

bodiless(status) if status in {"204", "205", "304"}

bodiless(status) if startswith(status, "1")
