# METADATA
# title: What goes has said until when it works
# description: >-
#   Clients that were told that something goes, but not when, had to take it for gone any day, and most did nothing.
#   Whether a deprecation without a date is warning enough is a policy, so that only the preset all has this rule.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc8594
# custom:
#   severity: warning
#   message: '{subject} is gone, and its deprecation never said until when it works: clients that waited for a date break'
#   fix: 'bring it back with an x-sunset date, and remove it after that date'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {all: 1}
package bdma.rest.breaking_removed_without_sunset

deny contains {"at": c.at, "subject": c.subject} if {
	some c in input.changes
	c.kind in {"document-removed", "path-removed", "operation-removed", "path-moved", "operation-moved", "webhook-removed", "callback-removed", "parameter-removed", "property-removed", "header-removed"}
	c.was_deprecated
	not c.sunset
	not c.in_new_major
	not c.is_unstable
}
