# METADATA
# title: Every request body has a description
# description: >-
#   The schema says what a body may hold; the description says what is done with it, and what happens to fields that are left out.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#request-body-object
# custom:
#   severity: info
#   message: 'no description for {subject}'
#   fix: 'add a description of what the body is, and what is done with fields that it leaves out'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.request_body_description

deny contains {"at": body.at, "subject": body.label} if {
	some body in input.request_bodies
	not body.has_description
	not nowhere
}

# One finding, not one per body: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "any request body"} if nowhere

nowhere if {
	count(input.request_bodies) > 1
	not somewhere
}

somewhere if {
	some body in input.request_bodies
	body.has_description
}
