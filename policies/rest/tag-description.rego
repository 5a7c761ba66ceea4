# METADATA
# title: Tags are declared with a description
# description: >-
#   Tags are the chapters of the documentation. A declared tag may have a paragraph that opens its chapter; one that is only used has
#   nothing but its name.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#tag-object
# custom:
#   severity: info
#   message: 'no description for {subject}: its chapter of the documentation begins with a bare list'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     vacuum: [tag-description, openapi-tags]
#     spectral: [tag-description, openapi-tags]
#     redocly: [tag-description]
#     speakeasy: [style-tag-description, style-openapi-tags]
package bdma.rest.tag_description

deny contains {"at": tag.at, "subject": subject, "fix": "add a description of what the operations in it are about"} if {
	some tag in input.tags
	tag.is_declared
	not tag.has_description
	not nowhere
	subject := sprintf("tag \"%s\"", [tag.name])
}

# One finding, not one per tag: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "any tag", "fix": "list the tags under tags, each with a name and a description"} if nowhere

nowhere if {
	count(input.tags) > 1
	not somewhere
}

somewhere if {
	some tag in input.tags
	tag.has_description
}
