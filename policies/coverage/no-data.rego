# METADATA
# title: Coverage reports hold data of this repository
# description: >-
#   A report of nothing passes every threshold in most tools. It is left behind when no test ran, when the tool measured
#   another folder, or when the report was made for another repository.
# related_resources:
#   - https://docs.codecov.com/docs/fixing-paths
# custom:
#   severity: error
#   message: 'this report is no evidence: {problem}'
#   fix: '{fix}'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.no_data

deny contains {
	"at": report.at,
	"problem": "it counts 0 of 0 in every metric",
	"fix": "run the tests with coverage switched on for the code under test, and write the report anew",
} if {
	some report in input.reports
	report.readable
	report.empty
}

deny contains {"at": report.at, "problem": problem, "fix": fix} if {
	some report in input.reports
	not report.empty
	report.files > 0
	report.matched_files + report.ambiguous_files == 0
	problem := sprintf("none of the source files that it names is in this repository; the first is \"%s\"", [report.unmatched_example])
	fix := fixes[object.get(report, "tracked", false)]
}

fixes := {
	true: "exclude it in bdma.yaml if it is data of a test; else take it out of git, and have the tests write it",
	false: "write the report in this repository, with paths relative to its root",
}
