# METADATA
# title: Every named schema has a description
# description: >-
#   Named schemas are the vocabulary of the API. A sentence about each tells a Booking from a Reservation, and becomes the comment of the
#   generated type.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: info
#   message: 'no description for {what} {subject}'
#   fix: 'add a description that says what it stands for'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     vacuum: [component-description]
#     ibm: [ibm-schema-description]
#     speakeasy: [style-component-description]
package bdma.rest.schema_description

deny contains {"at": schema.at, "what": "schema", "subject": schema.name} if {
	some schema in input.schemas
	schema.name
	not schema.has_description
	not nowhere
}

# One finding, not one per schema: nobody thought of it here.
deny contains {"at": input.document.at, "what": "any named", "subject": "schema"} if nowhere

nowhere if {
	count(input.names.schema) > 1
	not somewhere
}

somewhere if {
	some schema in input.schemas
	schema.name
	schema.has_description
}
