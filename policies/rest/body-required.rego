# METADATA
# title: A body with required properties is required
# description: >-
#   The body of a request is optional unless the document says otherwise. Where its schema requires properties that is
#   hardly meant: gateways let calls without a body pass, and generated clients offer to leave it out.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#request-body-object
# custom:
#   severity: warning
#   message: '{body} is optional, though its schema requires properties: a call without a body is valid'
#   fix: 'write required: true'
#   standard: rest/documentation
#   tags: [bodies]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-required-properties-in-optional-body]
package bdma.rest.body_required

deny contains {"at": body.at, "body": body.label} if {
	some body in input.request_bodies
	not body.required
	body.requires_properties
}
