# METADATA
# title: The contact can be reached
# description: >-
#   A name alone reaches nobody. An e-mail address or a page turns the contact into somebody who can be asked.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#contact-object
#   - https://opensource.zalando.com/restful-api-guidelines/#218
# custom:
#   severity: warning
#   message: 'the contact has no {missing}{consequence}'
#   fix: 'add {field} to info.contact'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       require:
#         type: array
#         items: {type: string, enum: [name, url, email]}
#         default: []
#         description: Fields that every contact must have. Either email or url is needed in any case.
#   equivalents:
#     vacuum: [contact-properties]
#     spectral: [contact-properties]
#     speakeasy: [style-contact-properties]
#     zalando: ["218"]
package bdma.rest.contact_complete

deny contains {"at": contact.at, "missing": "address", "consequence": ": nobody can be reached", "field": "email or url"} if {
	contact := input.info.contact
	not contact.has_url
	not contact.has_email
}

deny contains {"at": input.info.contact.at, "missing": field, "consequence": "", "field": field} if {
	some field in data.settings.require
	not has[field]
}

has contains "name" if input.info.contact.has_name

has contains "url" if input.info.contact.has_url

has contains "email" if input.info.contact.has_email
