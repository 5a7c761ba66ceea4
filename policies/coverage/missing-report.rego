# METADATA
# title: Every coverage report is there
# description: >-
#   A report that was not written, or was written elsewhere, takes its code out of the total, and the rest may look better
#   than ever. What bdma.yaml names, and what was measured when the baseline was recorded, must be there.
# related_resources:
#   - https://docs.codecov.com/docs/common-recipe-list
# custom:
#   severity: error
#   message: 'evidence of coverage is missing: {problem}'
#   fix: '{fix}'
#   standard: coverage/integrity
#   tags: [evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.missing_report

deny contains {
	"at": expected.at, "problem": problem,
	"fix": "run the tests that write it before bdma, or take it out of coverage.reports if nothing writes it any more",
} if {
	some expected in input.expected
	count(expected.reports) == 0
	problem := sprintf("no report matches %s", [expected.glob])
}

deny contains {
	"at": lost.at, "problem": problem,
	"fix": "write the reports of all tests before bdma; if this code is not to be measured any more, record that: bdma baseline --accept-loss",
} if {
	some lost in input.lost
	not some_are_missing
	problem := sprintf("no report speaks of what %s records: %s", [lost.baseline, lost.text])
}

# A report that is not there explains its lost packages.
some_are_missing if {
	some expected in input.expected
	count(expected.reports) == 0
}
