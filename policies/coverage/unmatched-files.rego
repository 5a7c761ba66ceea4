# METADATA
# title: The files of a report are in the repository
# description: >-
#   Source files that a report names and the repository does not have count in the total, but nobody can look at them, and
#   no rule can tell to which package they belong. Mostly the report is of another checkout, or of a container whose folders
#   have other names.
# related_resources:
#   - https://docs.codecov.com/docs/fixing-paths
#   - https://coverage.readthedocs.io/en/latest/config.html#config-paths
# custom:
#   severity: warning
#   message: 'of {files} source files that this report names, {unmatched} cannot be found in the repository: {examples}'
#   fix: 'write the report in this checkout; if its names begin with a folder that the repository does not have, name that folder as strip under coverage in bdma.yaml'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       share:
#         type: number
#         minimum: 0
#         maximum: 100
#         default: 10
#         description: >-
#           The share of a report's source files that may be missing, in percent. System headers and vendored or installed
#           packages are not missing.
package bdma.coverage.unmatched_files

deny contains {
	"at": report.at, "unmatched": report.unmatched_files, "files": report.files,
	"examples": report.unmatched_examples,
} if {
	some report in input.reports

	# A report of none of these files is coverage/no-data, and one that is older than the code is coverage/stale.
	report.matched_files + report.ambiguous_files > 0
	count(report.stale) == 0
	report.unmatched_files * 100 > data.settings.share * report.files
}
