# METADATA
# title: A way back is not empty
# description: >-
#   An empty way back succeeds, and the tool then takes the migration for undone: the schema and the tool's record of it differ from there on,
#   and running the migration again fails.
# related_resources:
#   - https://martinfowler.com/articles/evodb.html
# custom:
#   severity: warning
#   message: 'the way back of {name} is empty although the migration changes the schema'
#   fix: 'undo what the migration does, or let the way back fail with a comment that says why there is none'
#   standard: migration/rollback
#   tags: [rollback]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       comments:
#         type: boolean
#         default: true
#         description: Accept a way back that holds nothing but a comment, which says that this is on purpose.
package bdma.migration.rollback_empty

deny contains {"at": migration.down_at, "name": migration.version} if {
	some migration in input.migrations
	hollow(migration.down)
	migration.changes_schema
}

hollow("empty")

hollow("comments") if not data.settings.comments
