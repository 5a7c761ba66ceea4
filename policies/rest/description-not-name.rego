# METADATA
# title: A description says more than the name
# description: >-
#   "The booking ID" for bookingId tells the reader nothing that the name has not told, and hides from every check that there is no
#   description.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: info
#   message: 'the description of {of} only repeats the name "{name}"'
#   fix: 'say what the name does not: where it comes from, its unit, when it is absent; or remove the description'
#   standard: rest/documentation
#   tags: [documentation]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.description_not_name

deny contains {"at": text.at, "of": text.of, "name": text.name} if {
	some text in input.texts
	text.name
}
