# METADATA
# title: Descriptions of responses have text
# description: >-
#   The specification requires a description of every response, and an empty one only silences the validator. The reader still does not
#   know when the response comes.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#response-object
# custom:
#   severity: warning
#   message: 'the description of {subject} is empty'
#   fix: 'say when the response comes and what it holds'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.response_description

deny contains {"at": response.at, "subject": response.label} if {
	some response in input.responses
	response.description_is_blank
	not nowhere
}

# One finding, not one per response: a generator leaves them empty.
deny contains {"at": input.document.at, "subject": "every response"} if nowhere

nowhere if {
	count(input.responses) > 1
	not somewhere
	every response in input.responses { response.description_is_blank }
}

somewhere if {
	some response in input.responses
	response.has_description
}
