# METADATA
# title: Properties with a value of their own have an example
# description: >-
#   "+49 30 1234" says more about a phone number than a paragraph. Strings and numbers need it most; enums, defaults, booleans and formats
#   such as date-time show their values anyway.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: info
#   message: 'no example for {what} {subject}'
#   fix: 'add an example that could come from real life'
#   standard: rest/documentation
#   tags: [documentation, examples]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     vacuum: [oas3-missing-example]
#     redocly: [scalar-property-missing-example]
package bdma.rest.property_example

deny contains {"at": property.at, "what": "property", "subject": property.label} if {
	some property in input.properties
	not property.has_example
	property.siblings_have_examples
	some type in property.types
	type in {"string", "integer", "number"}
}

# One finding, not one per property: nobody thought of it in this schema.
deny contains {"at": schema.at, "what": "any property of", "subject": schema.label} if {
	some schema in input.schemas
	schema.exemplifies_no_property
}
