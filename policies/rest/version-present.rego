# METADATA
# title: The API says its version to callers
# description: >-
#   A change that breaks callers needs a place to go beside what they use today. An API without a version in its
#   address, a header or a media type has none, and the first such change breaks everybody.
# related_resources:
#   - https://google.aip.dev/185
#   - https://learn.microsoft.com/en-us/azure/architecture/best-practices/api-design#implement-versioning
# custom:
#   severity: warning
#   message: 'the version of the API is {missing}'
#   fix: '{fix}'
#   standard: rest/compatibility
#   tags: [versioning]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-major-version-in-path]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       place:
#         type: string
#         enum: [any, path, header, query, media-type]
#         default: any
#         description: Where the version must stand. "path" means the paths or the URL of the servers.
package bdma.rest.version_present

deny contains {
	"at": input.document.at, "missing": "neither in its addresses nor in a header or media type",
	"fix": "put the major version into the URL of the servers, such as https://api.example.com/v1",
} if {
	data.settings.place == "any"
	input.api.path_operations > 0
	count(input.api.version_places) == 0
}

deny contains {"at": input.document.at, "missing": missing, "fix": fix} if {
	input.api.path_operations > 0
	place := data.settings.place
	place != "any"
	allowed := places[place]
	every found in input.api.version_places { not found in allowed }
	missing := sprintf("not %s", [names[place]])
	fix := sprintf("state it %s", [names[place]])
}

places := {"path": {"path", "server"}, "header": {"header"}, "query": {"query"}, "media-type": {"media-type"}}

names := {"path": "in the addresses", "header": "in a header", "query": "in a query parameter", "media-type": "in the media types"}
