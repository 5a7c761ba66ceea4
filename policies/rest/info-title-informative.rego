# METADATA
# title: The API's title says which API it is
# description: >-
#   The title is the heading of the documentation, the name in the catalogue and often the name of generated packages. The one that a
#   generator makes up, such as "OpenAPI definition", tells no two APIs apart.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#info-object
#   - https://opensource.zalando.com/restful-api-guidelines/#218
# custom:
#   severity: warning
#   message: 'the title {title} does not say which API this is'
#   fix: 'name the API by what it is about, such as "Bookings" or "Room availability"'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
package bdma.rest.info_title_informative

deny contains {"at": input.info.title_at, "title": title} if {
	lower(trim_space(input.document.title)) in generic
	title := sprintf("\"%s\"", [input.document.title])
}

# What generators and templates write when nobody has given a title.
generic := {
	"", "-", ".", "api", "apis", "api doc", "api docs", "api documentation", "api reference", "api specification", "api title", "default", "demo", "demo api",
	"documentation", "example", "example api", "fastapi", "http api", "my api", "new api", "openapi", "openapi 3.0", "openapi 3.1", "openapi definition",
	"openapi documentation", "openapi specification", "rest api", "rest api documentation", "sample", "sample api", "service", "simple api", "string", "swagger",
	"swagger api", "swagger documentation", "swagger ui", "tbd", "test", "test api", "the api", "title", "todo", "unnamed", "untitled", "untitled api", "web api",
}
