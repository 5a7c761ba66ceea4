# METADATA
# title: Migrations have names that their tool takes
# description: >-
#   Tools pass over files whose names are not of their form, and say nothing. The deployment succeeds, and the change is not there.
# related_resources:
#   - https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
#   - https://documentation.red-gate.com/fd/versioned-migrations-273973333.html
# custom:
#   severity: warning
#   message: '{runner} never runs {file}: the names that it runs look like {want}'
#   fix: 'rename it to {suggestion}, or move it to another folder if it is no migration'
#   standard: migration/versioning
#   tags: [versions, naming]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.ignored_file

deny contains {
	"at": ignored.at, "file": ignored.file, "want": ignored.want,
	"suggestion": ignored.suggestion, "runner": input.runner,
} if {
	some ignored in input.ignored_files
}
