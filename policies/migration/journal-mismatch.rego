# METADATA
# title: Drizzle's journal has what the folder has
# description: >-
#   Drizzle runs what meta/_journal.json lists, and leaves out whatever is dated before the last migration that a database has run.
#   A merge of two branches easily leaves a file that never runs, or runs on new databases only.
# related_resources:
#   - https://orm.drizzle.team/docs/drizzle-kit-check
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{how}'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.journal_mismatch

deny contains {"at": fault.at, "problem": problem, "how": how[fault.kind]} if {
	some fault in input.journal_faults
	not fault.by_edit
	problem := concat("", [fault.subject, problems[fault.kind][0], fault.other, problems[fault.kind][1]])
}

problems := {
	"no file": [" is in the journal and not in the folder: drizzle stops when it comes to it", ""],
	"no entry": [" is not in meta/_journal.json, and drizzle never runs it", ""],
	"repeated": [" and ", " have the same number in the journal: two branches made them from the same schema"],
	"late": [" is not dated after ", ", which stands before it: databases that have run that one never run this one"],
	"fork": [" continues the same snapshot as ", ": two branches made them, and drizzle-kit cannot make the next migration"],
	"malformed": ["the journal is not valid JSON, and drizzle cannot run any migration", ""],
}

again := "keep the one that is on the main branch, delete the other with its snapshot and its entry, and run drizzle-kit generate again"

how := {
	"no file": "restore the file, or, if it has run nowhere, delete its entry and its snapshot",
	"no entry": "delete the file, or make it anew with drizzle-kit generate",
	"repeated": again,
	"late": again,
	"fork": again,
	"malformed": "resolve the conflict: keep the entries of the main branch, and run drizzle-kit generate again for yours",
}
