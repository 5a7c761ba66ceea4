# METADATA
# title: Every header has a description
# description: >-
#   Headers carry limits, versions and links that a client must know how to read. A name such as X-Remaining does not say of what, per
#   what, and from when.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#header-object
# custom:
#   severity: info
#   message: 'no description for {subject}'
#   fix: 'add a description of what the value means'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.header_description

deny contains {"at": header.at, "subject": header.label} if {
	some header in input.headers
	not header.has_description
	not header.schema_is_described
	not nowhere
}

# One finding, not one per header: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "any header"} if nowhere

nowhere if {
	count(input.headers) > 1
	not somewhere
}

somewhere if {
	some header in input.headers
	header.has_description
}

somewhere if {
	some header in input.headers
	header.schema_is_described
}
