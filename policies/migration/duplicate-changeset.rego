# METADATA
# title: Each changeset has an identity of its own
# description: >-
#   Liquibase knows a changeset by its author, its id and its file. When two are alike, as after a copy whose first line was not changed, it
#   refuses to run any.
# related_resources:
#   - https://docs.liquibase.com/concepts/changelogs/changeset.html
# custom:
#   severity: error
#   message: 'the changeset {id} stands twice in {file}: liquibase stops with an error'
#   fix: 'give the later one an id of its own'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.duplicate_changeset

deny contains {
	"at": repeated.at, "id": repeated.id, "file": repeated.file,
	"related": [repeated.first],
} if {
	some repeated in input.repeated_changesets
}
