# METADATA
# title: New migrations come last
# description: >-
#   A migration that sorts before one that databases have run already comes too late for them: the tool leaves it out, refuses to go on,
#   or runs it in another order than on a new database. bdma sees it when it is told what to compare with: --base origin/main.
# related_resources:
#   - https://documentation.red-gate.com/fd/flyway-out-of-order-setting-277579005.html
#   - https://atlasgo.io/versioned/apply#execution-order
# custom:
#   severity: error
#   message: '{file} sorts before {later}, which {base} has: {harm}'
#   fix: 'give it a version after the last one that {base} has'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {atlas: [non_linear]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       every-tool:
#         type: boolean
#         default: false
#         description: Whether to report it also for tools that run such a migration all the same, only in another order than on a new database.
package bdma.migration.out_of_order_version

deny contains {
	"at": migration.at, "file": migration.file, "later": migration.sorts_before.file,
	"base": input.history.base, "harm": harm,
} if {
	some migration in input.migrations
	migration.sorts_before
	not migration.duplicate_of
	harm := sprintf("%s %s", [input.runner, harms[input.history.on_late]])
}

harms := object.union({
	"skips": "never runs it in a database that has run that one",
	"refuses": "refuses to go on in a database that has run that one",
}, elsewhere)

elsewhere := {"runs": "runs it in another order than on a new database"} if data.settings["every-tool"]

else := {}
