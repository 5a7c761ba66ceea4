# METADATA
# title: Ids are not numbers
# description: >-
#   Whoever knows the id 41 can ask for 42. Numbers in a row let anybody enumerate what there is and count customers,
#   and turn a missing check of authorisation into a leak of everything. A UUID tells nothing.
# related_resources:
#   - https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/
#   - https://opensource.zalando.com/restful-api-guidelines/#174
# custom:
#   severity: warning
#   message: '{subject} is {article} {type}: ids that count up can be guessed, and tell how many there are'
#   fix: 'use strings, such as UUIDs'
#   standard: rest/security
#   tags: [parameters, schemas, security, owasp]
#   since: "0.1"
#   presets: {owasp: 1, zalando: 1, all: 1}
#   equivalents:
#     spectral: ["owasp:api1:2023-no-numeric-ids"]
#     vacuum: [owasp-no-numeric-ids]
#     speakeasy: [owasp-no-numeric-ids]
#     zalando: ["174"]
package bdma.rest.no_numeric_id

deny contains {"at": parameter.at, "subject": subject, "type": parameter.type, "article": articles[parameter.type]} if {
	some parameter in input.parameters
	parameter.last_word == "id"
	parameter["in"] in {"path", "query"}
	parameter.type in {"integer", "number"}
	subject := sprintf("the %s parameter \"%s\"", [parameter["in"], parameter.name])
}

deny contains {"at": property.at, "subject": property.label, "type": property.type, "article": articles[property.type]} if {
	some property in input.properties
	property.last_word == "id"
	property.type in {"integer", "number"}
}

articles := {"integer": "an", "number": "a"}
