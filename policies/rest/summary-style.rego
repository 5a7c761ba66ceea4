# METADATA
# title: Summaries are short headings
# description: >-
#   A summary is set as a heading, and as an entry of menus and search results, which cut off what is long. A full stop at
#   its end, or a second line, looks odd there. Explanations belong into the description.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: info
#   message: 'the summary of {operation} {problem}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   mends: safe
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       max-length:
#         type: integer
#         minimum: 1
#         default: 120
#         description: The number of characters that a summary may have.
#   equivalents:
#     ibm: [ibm-summary-sentence-style, ibm-operation-summary-length]
#     kics: [operation_summary_too_long]
package bdma.rest.summary_style

deny contains {"at": operation.summary_at, "operation": operation.label, "problem": "ends with a full stop", "fix": "remove the full stop", "edits": edits} if {
	some operation in input.operations
	endswith(operation.summary, ".")
	not endswith(operation.summary, "..")
	not endswith(operation.summary, "etc.")
	edits := [{"at": operation.summary_at, "value": heading} | heading := trim_suffix(operation.summary, ".")]
}

deny contains {
	"at": operation.summary_at, "operation": operation.label, "problem": "has several lines",
	"fix": "keep the first line, and move the rest to the description",
} if {
	some operation in input.operations
	contains(operation.summary, "\n")
}

deny contains {"at": operation.summary_at, "operation": operation.label, "problem": problem, "fix": "say in a few words what the operation does, and move the rest to the description"} if {
	some operation in input.operations
	count(operation.summary) > data.settings["max-length"]
	problem := sprintf("is longer than %d characters, so that lists of operations cut it off", [data.settings["max-length"]])
}
