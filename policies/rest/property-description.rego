# METADATA
# title: Every property has a description
# description: >-
#   Unit, time zone, origin, what null means: a property's name has no room for it, and its type does not tell. The description of the
#   schema that it refers to counts as its own.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: info
#   message: 'no description for {what} {subject}'
#   fix: 'add a description of what the value means, with its unit and when it is absent'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-property-description]
package bdma.rest.property_description

deny contains {"at": property.at, "what": "property", "subject": property.label} if {
	some property in input.properties
	not property.has_description
	property.siblings_are_described
}

# One finding, not one per property: nobody thought of it in this schema.
deny contains {"at": schema.at, "what": "any property of", "subject": schema.label} if {
	some schema in input.schemas
	schema.describes_no_property
}
