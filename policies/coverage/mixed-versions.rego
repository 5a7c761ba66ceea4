# METADATA
# title: Go profiles are of one version of the code
# description: >-
#   When blocks of a profile overlap in part, or one block has two numbers of statements, profiles of different commits were
#   put together. Statements that are in both versions count twice, and nobody can say which of them ran.
# related_resources:
#   - https://go.dev/doc/build-cover
#   - https://github.com/golang/go/issues/45506
# custom:
#   severity: error
#   message: 'source files are described in different versions ({files} in all, such as {example}) by {reports}'
#   fix: 'delete old profiles before the tests run, and write all of them at one commit'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.mixed_versions

deny contains {"at": mix.at, "reports": mix.reports, "files": mix.files, "example": mix.example} if {
	some mix in input.version_mixes
	not mix.stale
}
