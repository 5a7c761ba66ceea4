# METADATA
# title: The licence can be looked up
# description: >-
#   Many licences share a name. The address of its text, or from OpenAPI 3.1 on its SPDX identifier, says which one is meant.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#license-object
#   - https://spdx.org/licenses/
# custom:
#   severity: info
#   message: 'the licence of the API has no url: its terms cannot be looked up'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [license-url]
#     spectral: [license-url]
#     redocly: [info-license-strict]
#     speakeasy: [style-license-url]
package bdma.rest.license_url

deny contains {"at": license.at, "fix": fix} if {
	license := input.info.license
	not license.has_url
	not license.has_identifier
	fix := fixes[input.document.version in {"2.0", "3.0"}]
}

fixes := {
	true: "add info.license.url with the address of the licence's text",
	false: "add info.license.identifier with the SPDX identifier, such as Apache-2.0, or url with the address of the text",
}
