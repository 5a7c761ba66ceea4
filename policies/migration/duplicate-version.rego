# METADATA
# title: Each version belongs to one migration
# description: >-
#   A tool knows by its version whether it has run a migration. Two of one version come from two branches, each of which was right by itself.
# related_resources:
#   - https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
# custom:
#   severity: error
#   message: '{file} has the same version as {other}{where}: {harm}'
#   fix: 'give the one that has run nowhere a later version, in the name of each of its files'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.duplicate_version

deny contains {
	"at": migration.at, "file": migration.file, "other": other.file,
	"where": where[ahead], "harm": harm, "related": other.places,
} if {
	some migration in input.migrations
	migration.direction == "up"
	other := migration.duplicate_of
	ahead := object.get(other, "only_in_base", false)
	harm := sprintf("%s %s", [input.runner, harms[input.history.on_duplicate]])
}

where := {true: ", which the base got meanwhile", false: ""}

harms := {
	"refuses": "stops with an error",
	"skips": "takes it for done in a database that has run the other",
}
