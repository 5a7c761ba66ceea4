# METADATA
# title: Every migration has a way back
# description: >-
#   Tools that can go back stop at a migration that has no way back, and all migrations before it are out of reach too.
# related_resources:
#   - https://martinfowler.com/articles/evodb.html
# custom:
#   severity: warning
#   message: 'migration {name} has no way back, although most migrations here have one'
#   fix: 'add one that undoes it, or that fails and says why it cannot be undone'
#   standard: migration/rollback
#   tags: [rollback]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       share:
#         type: integer
#         minimum: 0
#         maximum: 100
#         default: 50
#         description: Report only when more than this share of the history's migrations, in per cent, have a way back.
package bdma.migration.rollback_missing

deny contains {"at": migration.at, "name": migration.version} if {
	some migration in input.migrations
	migration.direction == "up"
	not migration.down
	migration.statements > 0
	input.summary.downs * 100 > input.summary.migrations * data.settings.share
}
