# METADATA
# title: XML is described with nodeType
# description: >-
#   OpenAPI 3.2 says with one field, nodeType, what attribute and wrapped said with two, and deprecates these.
# related_resources:
#   - https://spec.openapis.org/oas/v3.2.0.html#xml-object
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {spectral: [oas3_2-no-deprecated-xml-attribute]}
package bdma.rest.no_deprecated_xml

deny contains {"at": remark.at, "problem": remark.problem, "hint": remark.hint} if {
	some remark in input.remarks
	remark.kind == "deprecated"
	remark.object == "xml"
}
