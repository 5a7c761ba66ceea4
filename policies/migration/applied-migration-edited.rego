# METADATA
# title: Migrations that the base has are not edited
# description: >-
#   Databases that have run a migration do not run it again. After an edit they have one schema and new databases another one, and
#   the next migration may fail on either. bdma sees it when it is told what to compare with: --base origin/main.
# related_resources:
#   - https://documentation.red-gate.com/fd/migrations-271585107.html
# custom:
#   severity: error
#   message: '{file} is not what {base} has: {harm}'
#   fix: 'restore it with git checkout {base} -- {file}, and put the change into a new migration'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.applied_migration_edited

deny contains {
	"at": migration.at, "file": migration.file, "base": input.history.base,
	"harm": harm,
} if {
	some migration in input.migrations
	migration.edited
	harm := harms(migration)
}

harms(migration) := sprintf("databases that have run it do not get the change, and %s refuses to go on there", [input.runner]) if {
	migration.edited_in_substance
	input.history.on_edited == "refuses"
} else := "databases that have run it do not get the change" if {
	migration.edited_in_substance
} else := sprintf("it says the same, but %s compares checksums, and refuses to go on in databases that have run it", [input.runner]) if {
	input.history.on_edited == "refuses"
}
