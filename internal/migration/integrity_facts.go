package migration

import "github.com/bdma-dev/bdma/internal/facts"

// History is what is known of how the runner keeps track of migrations. Where the answer is not known, the key is absent.
type History struct {
	// Base is what the history is compared with, as the user names it: "origin/main".
	Base string `json:"base,omitempty"`
	// OnDuplicate is what the runner does with a second migration of one version: "refuses" (it stops with an error), "skips" (it leaves
	// the migration out and says nothing), "runs".
	OnDuplicate string `json:"on_duplicate,omitempty"`
	// OnLate is what it does with a migration that sorts before others that the database has run: "refuses", "skips", "runs".
	OnLate string `json:"on_late,omitempty"`
	// OnEdited is what it does when the bytes of a migration that it has run are no longer the same: "refuses", "runs" (it warns and goes
	// on); absent when it does not look.
	OnEdited string `json:"on_edited,omitempty"`
	// ByName says that it knows a migration by its whole name, and not by its version only.
	ByName bool `json:"by_name,omitempty"`
}

// HistoryFault is one place where a history and its checksums, journal or plan are not in accord.
type HistoryFault struct {
	// At is the line, or the file that it is about.
	At facts.ID `json:"at"`
	// Kind says what is wrong. Of atlas.sum: "changed" (the first file whose content is not that of the sum), "unlisted" (a file that it
	// does not have), "missing" (a file that it has and the folder has not), "sum" (its lines are not those that Atlas wrote), "malformed". Of
	// Graphile Migrate: "hash" (the content is not that of the hash), "chain" (a migration continues another than the one before it),
	// "header". Of Drizzle's journal: "no file" (for an entry), "no entry" (for a file), "repeated" (two entries have one number), "late" (an entry is
	// not newer than one before it), "fork" (two snapshots continue the same one), "malformed". Of sqitch.plan: "no script" (for a
	// change), "not planned" (a script of no change), "unknown" (a change that another requires), "too early" (a change stands before one that it
	// requires), "repeated" (a change stands there twice without a tag between), "malformed".
	Kind string `json:"kind"`
	// Subject is the file, change or hash that it is about.
	Subject string `json:"subject"`
	// Other is the file or change that the subject is not in accord with.
	Other string `json:"other"`
	// ByEdit says that it comes of a migration that the base has, and that was edited or removed.
	ByEdit bool `json:"by_edit,omitempty"`
}

// VersionGap is a version that is missing.
type VersionGap struct {
	// At is the migration that follows.
	At facts.ID `json:"at"`
	// File is that migration's file name.
	File string `json:"file"`
	// Missing is the version.
	Missing int `json:"missing"`
}

// IgnoredFile is a file that the runner never runs.
type IgnoredFile struct {
	// At is the file.
	At facts.ID `json:"at"`
	// File is its path in the folder of the history.
	File string `json:"file"`
	// Want is what the runner wants names to look like.
	Want string `json:"want"`
	// Suggestion is a name that the runner would take.
	Suggestion string `json:"suggestion"`
}

// SameVersion is a migration with the version of another one.
type SameVersion struct {
	// File is its path in the folder of the history.
	File string `json:"file"`
	// Places is the file, unless it is the base that has it.
	Places []facts.ID `json:"places"`
	// OnlyInBase says that the base got it since this change began.
	OnlyInBase bool `json:"only_in_base,omitempty"`
}

// LaterMigration is a migration that the base has.
type LaterMigration struct {
	// File is its path in the folder of the history.
	File string `json:"file"`
	// Version is its version.
	Version string `json:"version"`
}

// RemovedMigration is a migration that the base has and the history has not.
type RemovedMigration struct {
	// At is the file that is gone, or the one that has its content now.
	At facts.ID `json:"at"`
	// File is its path in the folder of the history.
	File string `json:"file"`
	// Version is its version.
	Version string `json:"version"`
	// RenamedTo is the file that has its content now.
	RenamedTo string `json:"renamed_to,omitempty"`
	// SameVersion says that it has the same version under its new name.
	SameVersion bool `json:"same_version,omitempty"`
}

// RepeatedChangeset is a changeset of Liquibase that has the identity of another one.
type RepeatedChangeset struct {
	// At is its line.
	At facts.ID `json:"at"`
	// First is the line of the other one.
	First facts.ID `json:"first"`
	// ID is the author and the id: "ada:1".
	ID string `json:"id"`
	// File is the path of the file.
	File string `json:"file"`
}
