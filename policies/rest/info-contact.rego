# METADATA
# title: The API names a contact
# description: >-
#   Whoever has a question about the API, or finds it broken at night, needs to know whom to ask. Teams are renamed and move; the
#   document is where their users look.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#contact-object
#   - https://opensource.zalando.com/restful-api-guidelines/#218
# custom:
#   severity: warning
#   message: 'the API names no contact: its users do not know whom to ask'
#   fix: 'add info.contact with the name of the team and its e-mail address or a page'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     vacuum: [info-contact]
#     spectral: [info-contact]
#     redocly: [info-contact]
#     speakeasy: [style-info-contact]
#     zalando: ["218"]
package bdma.rest.info_contact

deny contains {"at": info.at} if {
	input.document.operations > 0
	info := input.info
	not info.contact
}
