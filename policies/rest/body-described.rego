# METADATA
# title: JSON bodies are described
# description: >-
#   A schema that allows any object tells nobody what to send or what comes: clients get an untyped map, validators let
#   everything through. Write additionalProperties where free content is meant.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
# custom:
#   severity: info
#   message: '{owner} is an object of which nothing is said'
#   fix: 'list its properties, or write additionalProperties: true if anything goes'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-accept-and-return-models]
package bdma.rest.body_described

deny contains {"at": medium.at, "owner": medium.label} if {
	some medium in input.media_types
	medium.is_opaque
	medium.is_json
	medium.class in {"request", "success"}
}
