# METADATA
# title: PATCH names its patch format
# description: >-
#   Whether a property that is left out stays or is removed, and how to remove one, is a matter of the patch format.
#   application/json says nothing about it, so every client guesses.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc7396.html
#   - https://www.rfc-editor.org/rfc/rfc6902.html
# custom:
#   severity: info
#   message: '{operation} takes application/json, which does not say how the patch is applied'
#   fix: 'use application/merge-patch+json (RFC 7396) or application/json-patch+json (RFC 6902)'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-patch-request-content-type]
package bdma.rest.patch_media_type

deny contains {"at": operation.request_body.at, "operation": operation.label} if {
	some operation in input.operations
	operation.method == "patch"
	"application/json" in operation.request_body.media_types
	not named(operation.request_body)
}

named(body) if {
	some type in body.media_types
	contains(type, "patch")
}
