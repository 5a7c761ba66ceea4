# METADATA
# title: A request body that has required properties is required
# description: >-
#   A request body is optional unless it says otherwise. When its schema requires properties, a request without a body
#   passes the validation of gateways and generated servers, and then fails deep inside.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#request-body-object
# custom:
#   severity: warning
#   message: 'there are required properties in {subject}, but the body itself may be left out'
#   fix: 'add required: true to the requestBody'
#   standard: rest/methods
#   tags: [http]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-required-properties-in-optional-body]
package bdma.rest.request_body_required

deny contains {"at": body.at, "subject": subject, "edits": [{"at": body.at, "set": {"required": true}}]} if {
	not nowhere
	some operation in input.operations
	body := operation.request_body
	body.requires_properties
	not body.required
	subject := sprintf("the body of %s", [operation.label])
}

# One finding, not one per operation, where the API has no such habit.
deny contains {"at": input.document.at, "subject": nowhere}

nowhere := subjects[input.api.required_bodies]

subjects := {"none": "every request body", "some": "most request bodies"}
