# METADATA
# title: Summaries are headings, not sentences
# description: >-
#   A summary is set as a heading or as an entry of a list. A full stop at its end, or a second line, looks odd there.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#operation-object
# custom:
#   severity: info
#   message: 'the summary of {operation} {problem}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation, style]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-summary-sentence-style]
package bdma.rest.summary_style

deny contains {"at": operation.summary_at, "operation": operation.label, "problem": "ends with a full stop", "fix": "remove the full stop"} if {
	some operation in input.operations
	endswith(operation.summary, ".")
	not endswith(operation.summary, "..")
	not endswith(operation.summary, "etc.")
}

deny contains {
	"at": operation.summary_at, "operation": operation.label, "problem": "has several lines",
	"fix": "keep the first line, and move the rest to the description",
} if {
	some operation in input.operations
	contains(operation.summary, "\n")
}
