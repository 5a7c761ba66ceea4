# METADATA
# title: Errors are problem details
# description: >-
#   RFC 9457 gives errors one form that libraries, gateways and people know: type, title, status, detail. Its media type
#   application/problem+json tells a client that it has an error before it reads it.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9457.html
#   - https://opensource.zalando.com/restful-api-guidelines/#176
# custom:
#   severity: info
#   message: '{response} answers errors {as}'
#   fix: '{fix}'
#   standard: rest/errors
#   tags: [responses]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     redocly: [operation-4xx-problem-details-rfc7807]
#     ibm: [ibm-error-content-type-is-json]
#     zalando: ["176", "151"]
package bdma.rest.error_problem_json

# An API that has another form throughout hears of it once.
deny contains {"at": input.document.at, "related": [medium.at], "response": response, "as": form, "fix": fix} if {
	some medium in input.error_media_types
	medium.name in house
	response := "this API"
	form := sprintf("as %s", [medium.name])
	fix := "answer errors as application/problem+json from the next major version on"
}

deny contains {"at": response.at, "response": response.label, "as": form, "fix": fix} if {
	some response in input.responses
	response.is_error
	response.is_json
	not response.is_problem
	count(house) == 0
	form := "in a form of its own"
	fix := "write application/problem+json as the media type, and add the members of problem details to the schema"
}

house contains medium.name if {
	some medium in input.error_media_types
	medium.is_majority
	not startswith(medium.name, "application/problem+")
}
