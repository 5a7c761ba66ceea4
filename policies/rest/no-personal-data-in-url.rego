# METADATA
# title: Personal data is not sent in the URL
# description: >-
#   A URL ends up in access logs, browser histories and referrers. An e-mail address or a phone number in it must then
#   be protected, and deleted on request, in all of these places.
# related_resources:
#   - https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url
#   - https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#sensitive-information-in-http-requests
# custom:
#   severity: warning
#   message: 'the {in} parameter "{parameter}" is personal data, and URLs end up in logs'
#   fix: '{fix}'
#   standard: rest/security
#   tags: [privacy]
#   context: [at]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.rest.no_personal_data_in_url

deny contains {"at": parameter.at, "parameter": parameter.name, "in": place, "fix": fixes[place]} if {
	some parameter in input.sensitive_parameters
	parameter.kind == "personal"
	place := parameter["in"]
}

fixes := {
	"path": "identify the resource by an id that means nothing to others",
	"query": "send it in the body of a POST to a search, or filter by an id that means nothing to others",
}
