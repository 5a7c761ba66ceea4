# METADATA
# title: Every operation has a summary
# description: >-
#   Navigation, search results and generated code show the summary. Without one they show the path, which says what is
#   addressed and not what happens.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: warning
#   message: 'no summary for {subject}: lists of operations show the bare path'
#   fix: 'add a summary of a few words, such as "List bookings"'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     redocly: [operation-summary]
#     ibm: [ibm-operation-summary]
package bdma.rest.operation_summary

deny contains {"at": operation.at, "subject": operation.label} if {
	some operation in input.operations
	operation.kind == "path"
	not operation.has_summary
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
	operation.has_summary
}
