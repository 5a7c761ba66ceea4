# METADATA
# title: Migrations that the base has stay
# description: >-
#   A migration that is gone is still in the databases that have run it, and in no new one. Under another version it is a new migration,
#   which those databases run a second time. bdma sees it when it is told what to compare with: --base origin/main.
# related_resources:
#   - https://documentation.red-gate.com/fd/migrations-271585107.html
# custom:
#   severity: error
#   message: '{file}, which {base} has, {harm}'
#   fix: '{how}'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.applied_migration_removed

deny contains {
	"at": removed.at, "file": removed.file, "base": input.history.base,
	"harm": harm, "how": fix,
} if {
	some removed in input.removed
	not removed.renamed_to
	harm := "is gone: databases that have run it keep what it did, and new ones do not get it"
	fix := "restore it, and undo what it did in a new migration"
}

deny contains {
	"at": removed.at, "file": removed.file, "base": input.history.base,
	"harm": harm, "how": fix,
} if {
	some removed in input.removed
	removed.renamed_to
	not known_by_version(removed)
	harm := sprintf("is now %s: databases that have run it take that for another migration", [removed.renamed_to])
	fix := sprintf("name it %s again", [removed.file])
}

known_by_version(removed) if {
	removed.same_version
	not input.history.by_name
}
