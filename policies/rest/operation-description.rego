# METADATA
# title: Every operation has a description
# description: >-
#   A summary has room for a name. What the operation does to the data, who may call it, what happens twice or too late: that is what a
#   description is for, and what users of the API ask about first.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: info
#   message: 'no description for {subject}'
#   fix: 'add a description that says what happens, to whom it is open, and what to watch out for'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       summary-suffices:
#         type: boolean
#         default: false
#         description: Whether a summary will do in the place of a description.
#   equivalents:
#     vacuum: [operation-description]
#     spectral: [operation-description]
#     redocly: [operation-description]
#     speakeasy: [style-operation-description]
package bdma.rest.operation_description

deny contains {"at": operation.at, "subject": operation.label} if {
	some operation in input.operations
	not operation.has_description
	not operation.has_summary in sufficient
	operation.kind == "path"
	not nowhere
}

# One finding, not one per operation: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "any operation"} if nowhere

nowhere if {
	count(input.operations) > 1
	not somewhere
}

somewhere if {
	some operation in input.operations
	operation.has_description
}

somewhere if {
	some operation in input.operations
	operation.has_summary in sufficient
}

# What of has_summary will do in the place of a description.
sufficient contains true if data.settings["summary-suffices"]
