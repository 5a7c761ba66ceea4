# METADATA
# title: What is required has no default
# description: >-
#   A default is what holds when a value is left out. What is required is never left out, so the default misleads:
#   readers take the parameter or property for optional.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-default
# custom:
#   severity: warning
#   message: '{subject} is required, so its default never applies'
#   fix: 'remove the default, or make it optional'
#   standard: rest/documentation
#   tags: [parameters, schemas]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-no-default-for-required-parameter]
#     kics: [required_property_default_value]
package bdma.rest.default_not_required

deny contains {"at": parameter.at, "subject": subject} if {
	some parameter in input.parameters
	parameter.required
	parameter.has_default
	subject := sprintf("the %s parameter \"%s\"", [parameter["in"], parameter.name])
}

deny contains {"at": property.at, "subject": property.label} if {
	some property in input.properties
	property.required
	property.has_default
	property.in_request
	not property.in_response
}
