# METADATA
# title: A merge patch requires no property
# description: >-
#   A merge patch holds what changes and nothing else. A property that is required in it must be sent with every change,
#   and a validator refuses the patches that leave it alone.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc7396.html
# custom:
#   severity: warning
#   message: 'the merge patch of {operation} requires properties, so that a client must send what it does not change'
#   fix: 'use a schema without required for the patch'
#   standard: rest/methods
#   tags: [http, schemas]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-dont-require-merge-patch-properties]
package bdma.rest.patch_no_required

deny contains {"at": body.at, "operation": operation.label} if {
	some operation in input.operations
	body := operation.request_body
	body.requires_properties
	"application/merge-patch+json" in body.media_types
}
