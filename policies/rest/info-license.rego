# METADATA
# title: The API states its licence
# description: >-
#   Without a licence nobody outside of the organisation may rely on the API or on clients that are generated from its description;
#   lawyers ask for it before developers may begin.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#license-object
#   - https://spdx.org/licenses/
# custom:
#   severity: info
#   message: 'the API states no licence: nobody knows on what terms it may be used'
#   fix: 'add info.license with the name of the licence, such as Apache-2.0, or "Proprietary"'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [info-license]
#     spectral: [info-license]
#     redocly: [info-license]
#     speakeasy: [style-info-license]
package bdma.rest.info_license

deny contains {"at": info.at} if {
	input.document.operations > 0
	info := input.info
	not info.license
}
