# METADATA
# title: The property of a discriminator is in every alternative
# description: >-
#   Clients read the discriminator's property first and choose the schema by it. Where an alternative does not define
#   and require it, or it is no string, a value may lack it, and generated code fails at run time.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
# custom:
#   severity: error
#   message: '{alternative} {problem} the property "{property}", by which the discriminator of {schema} chooses'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [oas2-discriminator]
#     vacuum: [oas2-discriminator]
#     ibm: [ibm-discriminator-property]
#     kics: [schema_discriminator_mismatch_defined_properties, schema_discriminator_not_required, schema_discriminator_property_not_string]
package bdma.rest.discriminator_property

deny contains {
	"at": alt.at, "alternative": alt.alternative, "problem": "does not define", "property": alt.property, "schema": alt.schema,
	"fix": "define it as a string and add it to required",
} if {
	some alt in input.discriminator_alternatives
	not alt.is_defined
	not alt.has_default
}

deny contains {
	"at": alt.at, "alternative": alt.alternative, "problem": "does not require", "property": alt.property, "schema": alt.schema,
	"fix": fix,
} if {
	some alt in input.discriminator_alternatives
	alt.is_defined
	not alt.is_required
	not alt.has_default
	fix := sprintf("add \"%s\" to required of %s", [alt.property, alt.alternative])
}

deny contains {
	"at": alt.at, "alternative": alt.alternative, "problem": "has no string for", "property": alt.property, "schema": alt.schema,
	"fix": "give it type: string",
} if {
	some alt in input.discriminator_alternatives
	alt.is_required
	alt.type
	alt.type != "string"
}
