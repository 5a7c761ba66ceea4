# METADATA
# title: The document is valid OpenAPI
# description: >-
#   Gateways, generators and documentation tools each do something else with a document that breaks the specification:
#   one refuses it, the next drops the part silently. What is wrong here is wrong for all of your readers.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html
#   - https://spec.openapis.org/oas/v3.0.4.html
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{hint}'
#   standard: rest/documentation
#   tags: [validity]
#   since: "0.1"
#   presets: {recommended: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow_remote_references:
#         type: boolean
#         default: false
#         description: >-
#           Accept references to http and https addresses. bdma makes no network connection, so what they lead to is
#           not judged either way.
package bdma.rest.document_valid

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	some violation in input.violations
	violation.kind != "remote-reference"
}

deny contains {"at": violation.at, "problem": violation.problem, "hint": violation.hint} if {
	not data.settings.allow_remote_references
	some violation in input.violations
	violation.kind == "remote-reference"
}
