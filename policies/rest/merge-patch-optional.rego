# METADATA
# title: A merge patch requires no properties
# description: >-
#   A merge patch (RFC 7396) holds what changes, and nothing else. A schema that requires properties forces clients to
#   send what they do not want to change, and to overwrite what others have changed meanwhile.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc7396
# custom:
#   severity: warning
#   message: '{body} is a merge patch, but its schema requires properties, so that clients must send what they do not change'
#   fix: 'give the patch a schema of its own, without "required"'
#   standard: rest/methods
#   tags: [bodies, schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-dont-require-merge-patch-properties]
package bdma.rest.merge_patch_optional

deny contains {"at": media.at, "body": media.label} if {
	some media in input.media_types
	media.name == "application/merge-patch+json"
	media.requires_properties
}
