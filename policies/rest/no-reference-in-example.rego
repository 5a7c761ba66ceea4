# METADATA
# title: Examples are written out, not referred to
# description: >-
#   A $ref within an example is data: readers show it as it is, and generated clients send it. Reusable examples go
#   into components.examples and are referred to from examples.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#example-object
# custom:
#   severity: info
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [documentation, references]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {ibm: [ibm-no-ref-in-example]}
package bdma.rest.no_reference_in_example

deny contains {"at": remark.at, "problem": remark.problem, "hint": remark.hint} if {
	some remark in input.remarks
	remark.kind == "no-effect"
}
