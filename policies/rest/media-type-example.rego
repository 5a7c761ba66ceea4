# METADATA
# title: Bodies have an example
# description: >-
#   An example is read before the schema is, and mock servers and try-it-out pages are made of it. It may stand in the body, in its
#   schema, or in each of the schema's properties.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#media-type-object
# custom:
#   severity: info
#   message: 'no example for {subject}, neither as a whole nor for each of its properties'
#   fix: 'add an example that could come from real life'
#   standard: rest/documentation
#   tags: [documentation, examples]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [oas3-missing-example]
#     ibm: [ibm-success-response-example]
#     speakeasy: [oas3-example-missing]
package bdma.rest.media_type_example

# A schema that many bodies have is reported once.
deny contains {"at": body.example_at, "subject": body.example_of, "related": body.lacking_at} if {
	not nowhere
	some body in input.media_types
	not body.shows_example
	body.carries in {"request", "success"}
	body.has_schema
	contains(body.name, "json")
}

# One finding, not one per body, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.examples]

subjects := {"none": "any body of a request or response", "some": "most bodies of requests and responses"}
