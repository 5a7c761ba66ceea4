# METADATA
# title: Coverage reports are whole
# description: >-
#   A report that is cut off, because the run that wrote it was killed or the disk was full, counts only what came before,
#   and what is missing may be what nobody tested.
# related_resources:
#   - https://github.com/linux-test-project/lcov/blob/master/man/geninfo.1
# custom:
#   severity: error
#   message: 'this report is cut off: {reason}'
#   fix: 'write it anew, and let the job fail when the tests are ended before their time'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.truncated

deny contains {"at": report.at, "reason": report.truncated} if {
	some report in input.reports
	report.truncated
}
