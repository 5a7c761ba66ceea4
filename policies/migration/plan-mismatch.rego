# METADATA
# title: Sqitch's plan has what the folders have
# description: >-
#   Sqitch deploys what sqitch.plan lists, in its order. A script that the plan does not name never runs, and a change without its
#   script, or before one that it requires, stops the deployment half way.
# related_resources:
#   - https://sqitch.org/docs/manual/sqitchchanges/
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{how}'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.plan_mismatch

deny contains {"at": fault.at, "problem": problem, "how": how[fault.kind]} if {
	some fault in input.plan_faults
	not fault.by_edit
	problem := concat("", [fault.subject, problems[fault.kind][0], fault.other, problems[fault.kind][1]])
}

problems := {
	"no script": [" has no script ", ": sqitch deploy stops when it comes to it"],
	"not planned": [" is not in sqitch.plan, and sqitch never deploys it", ""],
	"unknown": [" requires ", ", which the plan does not have: sqitch refuses the plan"],
	"too early": [" stands before ", ", which it requires: sqitch refuses the plan"],
	"repeated": [" stands in the plan twice without a tag between: sqitch refuses the plan", ""],
	"malformed": [" begins a line that is neither a change nor a tag: sqitch refuses the plan", ""],
}

how := {
	"no script": "restore the script, or take the change out of the plan with sqitch rm if it was deployed nowhere",
	"not planned": "add it with sqitch add, or delete the script",
	"unknown": "add the change that it requires, or mend the name between the brackets",
	"too early": "move the line below that of the change that it requires",
	"repeated": "write a tag before the second one with sqitch tag, and make it with sqitch rework",
	"malformed": "resolve the conflict by hand: a line for each change, those of the main branch first",
}
