# METADATA
# title: The way back undoes what the migration did
# description: >-
#   A rollback is run on a bad day, by someone in a hurry. When it leaves the schema different from what it was, the migration cannot
#   be run again, and the older application meets a schema that it was never tested with.
# related_resources:
#   - https://martinfowler.com/articles/evodb.html
# custom:
#   severity: warning
#   message: 'after the way back {object} {name} {difference}'
#   fix: '{fix}'
#   standard: migration/rollback
#   tags: [rollback]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       names:
#         type: boolean
#         default: false
#         description: Report also constraints and indexes that are restored under another name.
package bdma.migration.rollback_incomplete

deny contains {
	"at": row.at, "object": row.object, "name": row.name,
	"difference": row.difference, "fix": row.fix, "related": related,
} if {
	some row in input.rollback_differences
	reported(row.kind)
	related := [row.related]
}

reported(kind) if kind != "name"

reported("name") if data.settings.names
