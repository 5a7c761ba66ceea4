# METADATA
# title: Checksums of migrations hold
# description: >-
#   A checksum file says that the migrations are those that were reviewed, in the order in which they were written. When it does not
#   hold, one was edited after the fact or two branches were merged without a look at it, and the tool refuses to run any.
# related_resources:
#   - https://atlasgo.io/concepts/migration-directory-integrity
#   - https://github.com/graphile/migrate#readme
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{how}'
#   standard: migration/versioning
#   tags: [versions, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.migration.checksum_file

deny contains {"at": fault.at, "problem": problem, "how": how[fault.kind]} if {
	some fault in input.checksum_faults
	not fault.by_edit
	problem := sprintf("%s %s", [object.get(subjects, fault.kind, fault.subject), problems[fault.kind]])
}

subjects := {
	"sum": "atlas.sum",
	"malformed": "atlas.sum",
	"hash": "the migration",
	"chain": "the migration",
	"header": "the migration",
}

problems := {
	"changed": "is not what atlas.sum says it is: it was edited after its checksum was written, and Atlas refuses to run any migration",
	"unlisted": "is not in atlas.sum, and Atlas refuses to run any migration",
	"missing": "is in atlas.sum and not in the folder, and Atlas refuses to run any migration",
	"sum": "has lines that do not belong together, as after a merge by hand, and Atlas refuses to run any migration",
	"malformed": "is not a list of checksums from this line on, and Atlas refuses to run any migration",
	"hash": "is not the one that this hash was made of: it was edited after it was committed, and Graphile Migrate refuses to run it",
	"chain": "does not follow the one before it: two branches committed a migration after the same one, and Graphile Migrate refuses to run any",
	"header": "has no complete header, and Graphile Migrate refuses to run any",
}

how := {
	"changed": "restore the file if it has run anywhere, and put the change into a new migration; otherwise run atlas migrate hash",
	"unlisted": "review the file and its place in the order, and run atlas migrate hash",
	"missing": "restore the file if it has run anywhere; otherwise run atlas migrate hash",
	"sum": "review the order of the files, and run atlas migrate hash",
	"malformed": "resolve the conflict by running atlas migrate hash, after a review of the order of the files",
	"hash": "restore the file and put the change into current.sql; if it has run nowhere but on your machine, graphile-migrate uncommit, edit, and commit it again",
	"chain": "graphile-migrate uncommit the one that is not on the main branch, reset current.sql onto the other, and commit it again",
	"header": "restore the lines --! Previous and --! Hash as graphile-migrate commit wrote them, and the empty line after them",
}
