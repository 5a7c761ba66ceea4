# METADATA
# title: Media types say what the body is
# description: >-
#   Under */* or application/octet-stream clients cannot tell JSON from anything else: generated ones hand out bytes,
#   validators look away.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-content-type
# custom:
#   severity: info
#   message: '{owner} is described as {type}, which does not say what it is'
#   fix: 'write the media type that is sent, such as application/json'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-content-type-is-specific]
package bdma.rest.media_type_specific

deny contains {"at": medium.at, "owner": medium.label, "type": medium.name} if {
	some medium in input.media_types
	vague(medium)
}

vague(medium) if medium.name in {"*/*", "application/*"}

vague(medium) if {
	medium.name == "application/octet-stream"
	medium.shape in {"object", "array"}
}
