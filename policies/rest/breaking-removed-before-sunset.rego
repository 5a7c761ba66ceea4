# METADATA
# title: Nothing goes before its sunset
# description: >-
#   Clients that were told until when something works have planned for this date. What goes earlier breaks exactly
#   those who listened.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: error
#   message: '{subject} is gone, although it was promised until {sunset}: clients that planned for this date break'
#   fix: 'bring it back, and remove it after {sunset}'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-path-removed-before-sunset, api-removed-before-sunset, api-path-sunset-parse, request-parameter-removed-before-sunset, request-parameter-sunset-parse, request-property-removed-before-sunset, response-required-property-removed-before-sunset]}
package bdma.rest.breaking_removed_before_sunset

deny contains {"at": c.at, "subject": c.subject, "sunset": c.sunset} if {
	some c in input.changes
	c.kind in {"document-removed", "path-removed", "operation-removed", "path-moved", "operation-moved", "webhook-removed", "callback-removed", "parameter-removed", "property-removed", "header-removed"}
	c.was_deprecated
	not c.sunset_is_past
	not c.in_new_major
	not c.is_unstable
}
