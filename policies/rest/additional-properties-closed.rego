# METADATA
# title: Objects in requests take no unknown properties
# description: >-
#   An object that takes properties it does not name lets a client set what nobody meant to be set: mass assignment of
#   "role" or "price" begins so. Closed objects are refused by the gateway before they reach any code.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa3-broken-object-property-level-authorization/
# custom:
#   severity: warning
#   message: '{schema} takes any further property, so a client may set what it should not'
#   fix: 'add additionalProperties: false'
#   standard: rest/security
#   tags: [schemas, security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, all: 1}
#   equivalents:
#     spectral:
#       - "owasp:api3:2023-no-additionalProperties"
#       - "owasp:api3:2023-constrained-additionalProperties"
#       - "owasp:api3:2023-no-unevaluatedProperties"
#       - "owasp:api3:2023-constrained-unevaluatedProperties"
#     vacuum: [owasp-no-additionalProperties, owasp-constrained-additionalProperties]
#     speakeasy: [owasp-no-additional-properties, owasp-additional-properties-constrained]
#     kics: [additional_properties_too_permissive]
package bdma.rest.additional_properties_closed

deny contains {"at": schema.at, "schema": schema.label} if {
	some schema in input.schemas
	schema.in_request
	schema.type == "object"
	schema.has_properties
	not schema.is_composed
	not schema.is_extended
	not schema.within in {"all_of", "any_of", "one_of", "not"}
	not is_closed(schema)
}

is_closed(schema) if schema.additional in {"closed", "typed"}
