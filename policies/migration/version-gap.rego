# METADATA
# title: Versions have no gap where the tool wants none
# description: >-
#   Some tools count their migrations: 1, 2, 3. Where a number is missing they refuse to run any, on each machine that has the files.
# related_resources:
#   - https://github.com/jackc/tern#migrations
# custom:
#   severity: error
#   message: 'there is no migration {missing} before {file}, and {runner} refuses to run any'
#   fix: 'add the migration that is missing, or number those that have run nowhere anew, without a gap'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.version_gap

deny contains {
	"at": gap.at, "missing": gap.missing, "file": gap.file,
	"runner": input.runner,
} if {
	some gap in input.gaps
}
