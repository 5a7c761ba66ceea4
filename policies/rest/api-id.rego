# METADATA
# title: The API has an identifier
# description: >-
#   Titles and addresses change. An identifier that never does lets catalogues, monitoring and clients follow an API through its life.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#215
# custom:
#   severity: warning
#   message: '{problem}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["215"]
package bdma.rest.api_id

deny contains {
	"at": info.at, "problem": "the API has no identifier: info.x-api-id is missing",
	"fix": "add info.x-api-id with a UUID that you never change",
} if {
	input.document.operations > 0
	info := input.info
	not info.api_id_at
}

deny contains {"at": input.info.api_id_at, "problem": problem, "fix": "use a UUID, or 8 to 64 lower-case letters, digits, hyphens, colons and dots"} if {
	not regex.match(`^[a-z0-9][a-z0-9\-:.]{6,62}[a-z0-9]$`, input.info.api_id)
	problem := sprintf("\"%s\" is no identifier of an API", [input.info.api_id])
}
