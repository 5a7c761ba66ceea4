# METADATA
# title: Each file name of a report fits one file
# description: >-
#   A report whose names do not say which of several files they mean could credit the tests of one module to another. bdma
#   does not guess: such files count in the total, but for no file of the repository.
# related_resources:
#   - https://docs.codecov.com/docs/fixing-paths
# custom:
#   severity: warning
#   message: 'file names of this report fit several files equally well ({number} in all); "{example}" may be one of {candidates}'
#   fix: 'have the tool write paths from the root of the repository, or name the folder that they are relative to as path-prefix under coverage in bdma.yaml'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.ambiguous_path

deny contains {
	"at": report.at, "number": report.ambiguous_files, "example": report.ambiguous_example,
	"candidates": report.ambiguous_candidates,
} if {
	some report in input.reports
	report.ambiguous_files > 0
}
